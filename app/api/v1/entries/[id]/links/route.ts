import { ok } from '#lib/domain/result.ts';
import { linkingEvents } from '#lib/queries/linking-events.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.listLinks, async ({ store, params }) => ok(await linkingEvents(store, params.id)));
