import { ROUTES } from '#lib/api/routes.ts';
import { setPassword } from '#lib/people/actions/manage-people.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.setPersonPassword, ({ store, actor, params, body }) =>
  setPassword(store, actor, params.id, body.password),
);
