import { removeTarget } from '#lib/actions/remove-target.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.removeTarget, ({ store, actor, params }) => removeTarget(store, actor, params.id));
