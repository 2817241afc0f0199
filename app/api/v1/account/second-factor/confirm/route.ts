import { confirmSecondFactor } from '#lib/actions/manage-second-factor.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.confirmSecondFactor, ({ store, actor, body }) => confirmSecondFactor(store, actor, body.code));
