import { ROUTES } from '#lib/api/routes.ts';
import { changeOwnPassword } from '#lib/people/actions/own-account.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.changeOwnPassword, ({ store, actor, body }) => changeOwnPassword(store, actor, body));
