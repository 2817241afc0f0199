import { lookAtReset } from '#lib/actions/reset-password.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const POST = door(ROUTES.lookAtReset, ({ store, body }) => lookAtReset(store, body.secret));
