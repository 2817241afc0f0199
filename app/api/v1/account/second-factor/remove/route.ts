import { removeOwnSecondFactor } from '#lib/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';
import { sessionOf } from '../../../who-asks.ts';

export const POST = door(ROUTES.removeSecondFactor, async ({ store, actor, body, request }) =>
  removeOwnSecondFactor(store, actor, body.password, await sessionOf(request)),
);
