import { unmergeContext } from '#lib/actions/merge-contexts.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.unmergeContext, ({ store, actor, params, body }) =>
  unmergeContext(store, actor, params.id, body),
);
