import { ROUTES } from '#lib/api/routes.ts';
import { findEvents } from '#lib/discovery/search/find-events.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../door.ts';

export const GET = door(ROUTES.findEntries, async ({ store, query }) => ok(await findEvents(store, query)));
