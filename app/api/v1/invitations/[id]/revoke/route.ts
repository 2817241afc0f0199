import { ROUTES } from '#lib/api/routes.ts';
import { revokeInvitation } from '#lib/people/actions/invite-people.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.revokeInvitation, ({ store, actor, params }) =>
  revokeInvitation(store, actor, params.id),
);
