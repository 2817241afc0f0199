import { ROUTES } from '#lib/api/routes.ts';
import { lookAtInvitation } from '#lib/people/actions/invite-people.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.lookAtInvitation, ({ store, body }) => lookAtInvitation(store, body.secret));
