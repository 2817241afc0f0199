import { setPassword } from '#lib/actions/manage-people.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.setPersonPassword, ({ store, actor, params, body }) =>
  setPassword(store, actor, params.id, body.password),
);
