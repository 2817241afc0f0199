import { lookAtSetup } from '#lib/actions/make-first-admin.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const POST = door(ROUTES.lookAtSetup, ({ store, body }) => lookAtSetup(store, body.secret));
