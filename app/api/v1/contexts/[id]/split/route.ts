import { splitContext } from '#lib/actions/split-context.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.splitContext, ({ store, actor, params, body }) =>
  splitContext(store, actor, params.id, body),
);
