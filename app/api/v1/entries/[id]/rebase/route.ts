import { ROUTES } from '#lib/api/routes.ts';
import { rebaseEntry } from '#lib/editorial/entries/actions/rebase-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.rebaseEntry, ({ store, actor, params, body }) =>
  rebaseEntry(store, actor, params.id, body),
);
