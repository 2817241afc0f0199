import { ROUTES } from '#lib/api/routes.ts';
import { acceptInvitation } from '#lib/people/actions/invite-people.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.acceptInvitation, ({ store, body }) => acceptInvitation(store, body));
