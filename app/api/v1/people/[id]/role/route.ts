import { ROUTES } from '#lib/api/routes.ts';
import { setRole } from '#lib/people/actions/manage-people.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.setPersonRole, ({ store, actor, params, body }) =>
  setRole(store, actor, params.id, body.role),
);
