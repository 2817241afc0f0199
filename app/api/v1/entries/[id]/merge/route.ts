import { ROUTES } from '#lib/api/routes.ts';
import { mergeEntries } from '#lib/editorial/entries/actions/merge-entries.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.mergeEntry, ({ store, actor, params, body }) =>
  mergeEntries(store, actor, params.id, body),
);
