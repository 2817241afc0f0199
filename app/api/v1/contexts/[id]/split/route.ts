import { ROUTES } from '#lib/api/routes.ts';
import { splitContext } from '#lib/editorial/contexts/actions/split-context.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.splitContext, ({ store, actor, params, body }) =>
  splitContext(store, actor, params.id, body),
);
