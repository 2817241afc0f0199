import { ROUTES } from '#lib/api/routes.ts';
import { discardContextChange } from '#lib/editorial/contexts/actions/decide-context-change.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.discardContextChange, ({ store, actor, params }) =>
  discardContextChange(store, actor, params.id),
);
