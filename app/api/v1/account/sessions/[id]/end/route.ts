import { endOwnSession } from '#lib/actions/own-account.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.endSession, ({ store, actor, params }) => endOwnSession(store, actor, params.id));
