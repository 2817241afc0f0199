import { acceptInvitation } from '#lib/actions/invite-people.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const POST = door(ROUTES.acceptInvitation, ({ store, body }) => acceptInvitation(store, body));
