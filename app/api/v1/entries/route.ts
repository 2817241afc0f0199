import { ROUTES } from '#lib/api/routes.ts';
import { searchEntries } from '#lib/discovery/search/search-entries.ts';
import { createEntry } from '#lib/editorial/entries/actions/save-entry.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';
import { keyOf } from '../idempotency-key.ts';

export const GET = door(ROUTES.searchEntries, async ({ store, query }) => ok(await searchEntries(store, query)));

export const POST = door(ROUTES.createEntry, async ({ store, actor, request, body }) => {
  const key = keyOf(request);
  return key.ok ? createEntry(store, actor, body, key.value) : key.error;
});
