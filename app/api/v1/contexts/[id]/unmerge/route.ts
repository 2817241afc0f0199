import { ROUTES } from '#lib/api/routes.ts';
import { unmergeContext } from '#lib/editorial/contexts/actions/merge-contexts.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.unmergeContext, ({ store, actor, params, body }) =>
  unmergeContext(store, actor, params.id, body),
);
