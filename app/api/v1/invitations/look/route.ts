import { lookAtInvitation } from '#lib/actions/invite-people.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const POST = door(ROUTES.lookAtInvitation, ({ store, body }) => lookAtInvitation(store, body.secret));
