import { requestContextChanges } from '#lib/actions/decide-context-change.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.requestContextChanges, ({ store, actor, params, body }) =>
  requestContextChanges(store, actor, params.id, body.reason),
);
