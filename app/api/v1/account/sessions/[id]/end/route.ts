import { ROUTES } from '#lib/api/routes.ts';
import { endOwnSession } from '#lib/people/actions/own-account.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.endSession, ({ store, actor, params }) => endOwnSession(store, actor, params.id));
