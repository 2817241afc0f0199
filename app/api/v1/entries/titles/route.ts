import { ok } from '#lib/domain/result.ts';
import { findEvents } from '#lib/queries/find-events.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.findEntries, async ({ store, query }) => ok(await findEvents(store, query)));
