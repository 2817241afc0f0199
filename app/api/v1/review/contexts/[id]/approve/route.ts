import { ROUTES } from '#lib/api/routes.ts';
import { approveContextChange } from '#lib/editorial/contexts/actions/decide-context-change.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.approveContextChange, ({ store, actor, params, body }) =>
  approveContextChange(store, actor, params.id, body),
);
