import { approveContextChange } from '#lib/actions/decide-context-change.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.approveContextChange, ({ store, actor, params, body }) =>
  approveContextChange(store, actor, params.id, body),
);
