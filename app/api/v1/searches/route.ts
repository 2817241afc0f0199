import { ROUTES } from '#lib/api/routes.ts';
import { saveSearch } from '#lib/discovery/search/manage-saved-searches.ts';
import { listSavedSearches } from '#lib/discovery/search/saved-searches.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listSearches, async ({ store, actor }) =>
  ok({ items: await listSavedSearches(store, actor.person) }),
);

export const POST = door(ROUTES.saveSearch, ({ store, actor, body }) => saveSearch(store, actor, body));
