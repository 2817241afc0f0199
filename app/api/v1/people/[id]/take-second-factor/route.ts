import { ROUTES } from '#lib/api/routes.ts';
import { takeSecondFactor } from '#lib/people/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.takeSecondFactor, ({ store, actor, params }) =>
  takeSecondFactor(store, actor, params.id),
);
