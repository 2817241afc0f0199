import { changeOwnPassword } from '#lib/actions/own-account.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const POST = door(ROUTES.changeOwnPassword, ({ store, actor, body }) => changeOwnPassword(store, actor, body));
