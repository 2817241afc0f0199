import { ROUTES } from '#lib/api/routes.ts';
import { resetPassword } from '#lib/people/actions/reset-password.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.resetPassword, ({ store, body }) => resetPassword(store, body));
