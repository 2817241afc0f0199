import { renewRecoveryCodes } from '#lib/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.renewRecoveryCodes, ({ store, actor, body }) =>
  renewRecoveryCodes(store, actor, body.password),
);
