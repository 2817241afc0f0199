import { ROUTES } from '#lib/api/routes.ts';
import { confirmSecondFactor } from '#lib/people/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';
import { sessionOf } from '../../../who-asks.ts';

export const POST = door(ROUTES.confirmSecondFactor, async ({ store, actor, body, request }) =>
  confirmSecondFactor(store, actor, body.code, await sessionOf(request)),
);
