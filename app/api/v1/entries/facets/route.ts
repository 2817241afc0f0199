import { ROUTES } from '#lib/api/routes.ts';
import { countFacets } from '#lib/discovery/search/search-facets.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.countEntries, async ({ store, query }) => ok(await countFacets(store, query)));
