import { setRole } from '#lib/actions/manage-people.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.setPersonRole, ({ store, actor, params, body }) =>
  setRole(store, actor, params.id, body.role),
);
