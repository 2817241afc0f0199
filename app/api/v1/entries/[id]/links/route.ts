import { ROUTES } from '#lib/api/routes.ts';
import { linkingEvents } from '#lib/discovery/search/linking-events.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../../door.ts';

export const GET = door(ROUTES.listLinks, async ({ store, params }) => ok(await linkingEvents(store, params.id)));
