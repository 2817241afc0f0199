import { ROUTES } from '#lib/api/routes.ts';
import { checkSourceAgain } from '#lib/sources/actions/resolve-source.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.checkSource, ({ store, actor, params }) => checkSourceAgain(store, actor, params.id));
