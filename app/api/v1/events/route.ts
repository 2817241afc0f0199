import { createEntry } from '#lib/actions/save-entry.ts';
import { ok } from '#lib/domain/result.ts';
import { findEvents } from '#lib/queries/find-events.ts';
import { door } from '../door.ts';
import { keyOf } from '../idempotency-key.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listEvents, async ({ store, query }) => ok(await findEvents(store, query)));

export const POST = door(ROUTES.createEvent, async ({ store, actor, request, body }) => {
  const key = keyOf(request);
  return key.ok ? createEntry(store, actor, body, key.value) : key.problem;
});
