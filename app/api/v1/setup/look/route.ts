import { ROUTES } from '#lib/api/routes.ts';
import { lookAtSetup } from '#lib/people/actions/make-first-admin.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.lookAtSetup, ({ store, body }) => lookAtSetup(store, body.secret));
