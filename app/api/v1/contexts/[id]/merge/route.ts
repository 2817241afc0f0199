import { mergeContexts } from '#lib/actions/merge-contexts.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.mergeContexts, ({ store, actor, params, body }) =>
  mergeContexts(store, actor, params.id, body),
);
