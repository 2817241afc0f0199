import { mergeEntry } from '#lib/actions/merge-entry.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.mergeEntry, ({ store, actor, params, body }) =>
  mergeEntry(store, actor, params.id, body),
);
