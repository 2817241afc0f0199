import { ROUTES } from '#lib/api/routes.ts';
import { removeOwnSecondFactor } from '#lib/people/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';
import { sessionOf } from '../../../who-asks.ts';

export const POST = door(ROUTES.removeSecondFactor, async ({ store, actor, body, request }) =>
  removeOwnSecondFactor(store, actor, body.password, await sessionOf(request)),
);
