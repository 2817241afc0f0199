import { ROUTES } from '#lib/api/routes.ts';
import { beginSecondFactor } from '#lib/people/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.beginSecondFactor, ({ store, actor, body }) =>
  beginSecondFactor(store, actor, body.password),
);
