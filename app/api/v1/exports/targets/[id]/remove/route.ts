import { ROUTES } from '#lib/api/routes.ts';
import { removeTarget } from '#lib/exchange/export/actions/remove-target.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.removeTarget, ({ store, actor, params }) => removeTarget(store, actor, params.id));
