import { createEntry } from '#lib/actions/save-entry.ts';
import { ok } from '#lib/domain/result.ts';
import { searchEntries } from '#lib/queries/search-entries.ts';
import { door } from '../door.ts';
import { keyOf } from '../idempotency-key.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.searchEntries, async ({ store, query }) => ok(await searchEntries(store, query)));

export const POST = door(ROUTES.createEntry, async ({ store, actor, request, body }) => {
  const key = keyOf(request);
  return key.ok ? createEntry(store, actor, body, key.value) : key.problem;
});
