import { saveSearch } from '#lib/actions/manage-saved-searches.ts';
import { ok } from '#lib/domain/result.ts';
import { listSavedSearches } from '#lib/queries/saved-searches.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listSearches, async ({ store, actor }) =>
  ok({ items: await listSavedSearches(store, actor.person) }),
);

export const POST = door(ROUTES.saveSearch, ({ store, actor, body }) => saveSearch(store, actor, body));
