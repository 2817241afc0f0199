import { ROUTES } from '#lib/api/routes.ts';
import { requestContextChanges } from '#lib/editorial/contexts/actions/decide-context-change.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.requestContextChanges, ({ store, actor, params, body }) =>
  requestContextChanges(store, actor, params.id, body.reason),
);
