import { ok } from '#lib/domain/result.ts';
import { searchEntries } from '#lib/queries/search-entries.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.searchEntries, async ({ store, query }) => ok(await searchEntries(store, query)));
