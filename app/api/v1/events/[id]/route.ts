import { saveEntry } from '#lib/actions/save-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { currentRevision, readEventView } from '#lib/queries/event-view.ts';
import { door, json } from '../../door.ts';
import { keyOf } from '../../idempotency-key.ts';
import { badIfMatch, ifMatchMissing, ifMatchOf } from '../../if-match.ts';
import { refused } from '../../problem.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.readEvent, async ({ store, params }) => {
  const view = await readEventView(store, params.id as EventId);
  if (!view) return refused({ code: 'not-found', what: `Entry ${params.id}` });
  return json(view, 200, { ETag: `"${currentRevision(view)}"` });
});

export const PATCH = door(ROUTES.saveEvent, async ({ store, actor, request, params, body }) => {
  const revision = ifMatchOf(request);
  if (!revision) return revision === null ? ifMatchMissing() : badIfMatch();
  const key = keyOf(request);
  if (!key.ok) return key.problem;
  const event = params.id as EventId;
  const done = await saveEntry(store, actor, event, { revision, base: body.base }, body.fields, key.value);
  if (done.ok) return json(done.value, 200, { ETag: `"${done.value.revision}"` });
  return done.problem.code === 'stale-save' ? refused(done.problem, await readEventView(store, event)) : refused(done.problem);
});
