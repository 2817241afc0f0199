import { discardContextChange } from '#lib/actions/decide-context-change.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.discardContextChange, ({ store, actor, params }) =>
  discardContextChange(store, actor, params.id),
);
