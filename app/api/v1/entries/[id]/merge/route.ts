import { ROUTES } from '#lib/api/routes.ts';
import { mergeEntry } from '#lib/editorial/entries/actions/merge-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.mergeEntry, ({ store, actor, params, body }) =>
  mergeEntry(store, actor, params.id, body),
);
