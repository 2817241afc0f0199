import { removeOwnSecondFactor } from '#lib/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.removeSecondFactor, ({ store, actor, body }) => removeOwnSecondFactor(store, actor, body.password));
