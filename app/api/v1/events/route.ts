import { createEntry } from '#lib/actions/save-entry.ts';
import { ok } from '#lib/domain/result.ts';
import { findEvents } from '#lib/queries/find-events.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listEvents, async ({ store, query }) => ok(await findEvents(store, query)));

export const POST = door(ROUTES.createEvent, ({ store, actor, body }) => createEntry(store, actor, body));
