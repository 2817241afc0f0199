import { resetPassword } from '#lib/actions/reset-password.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const POST = door(ROUTES.resetPassword, ({ store, body }) => resetPassword(store, body));
