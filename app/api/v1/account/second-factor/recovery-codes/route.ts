import { ROUTES } from '#lib/api/routes.ts';
import { renewRecoveryCodes } from '#lib/people/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.renewRecoveryCodes, ({ store, actor, body }) =>
  renewRecoveryCodes(store, actor, body.password),
);
