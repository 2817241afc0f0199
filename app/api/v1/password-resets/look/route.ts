import { ROUTES } from '#lib/api/routes.ts';
import { lookAtReset } from '#lib/people/actions/reset-password.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.lookAtReset, ({ store, body }) => lookAtReset(store, body.secret));
