import { ROUTES } from '#lib/api/routes.ts';
import { findEntries } from '#lib/discovery/search/find-entries.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.findEntries, async ({ store, query }) => ok(await findEntries(store, query)));
