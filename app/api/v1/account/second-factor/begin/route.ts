import { beginSecondFactor } from '#lib/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.beginSecondFactor, ({ store, actor, body }) =>
  beginSecondFactor(store, actor, body.password),
);
