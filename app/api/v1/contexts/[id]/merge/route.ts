import { ROUTES } from '#lib/api/routes.ts';
import { mergeContexts } from '#lib/editorial/contexts/actions/merge-contexts.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.mergeContexts, ({ store, actor, params, body }) =>
  mergeContexts(store, actor, params.id, body),
);
