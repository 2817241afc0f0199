import { checkSourceAgain } from '#lib/actions/care-for-source.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.checkSource, ({ store, actor, params }) => checkSourceAgain(store, actor, params.id));
