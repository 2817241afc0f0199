import { takeSecondFactor } from '#lib/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.takeSecondFactor, ({ store, actor, params }) =>
  takeSecondFactor(store, actor, params.id),
);
