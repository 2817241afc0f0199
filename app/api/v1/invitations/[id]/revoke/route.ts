import { revokeInvitation } from '#lib/actions/invite-people.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.revokeInvitation, ({ store, actor, params }) =>
  revokeInvitation(store, actor, params.id),
);
