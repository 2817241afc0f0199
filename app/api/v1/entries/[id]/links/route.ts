import { ROUTES } from '#lib/api/routes.ts';
import { linkingEntries } from '#lib/discovery/search/linking-entries.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../../door.ts';

export const GET = door(ROUTES.listLinks, async ({ store, params }) => ok(await linkingEntries(store, params.id)));
