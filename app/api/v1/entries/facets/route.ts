import { ok } from '#lib/domain/result.ts';
import { countFacets } from '#lib/queries/search-facets.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.countEntries, async ({ store, query }) => ok(await countFacets(store, query)));
