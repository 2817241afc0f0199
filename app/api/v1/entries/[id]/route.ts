import { ROUTES } from '#lib/api/routes.ts';
import { saveEntry } from '#lib/editorial/entries/actions/save-entry.ts';
import { currentRevision, readEntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import { door, tagged } from '../../door.ts';
import { keyOf } from '../../idempotency-key.ts';
import { badIfMatch, ifMatchMissing, ifMatchOf } from '../../if-match.ts';
import { problemOf } from '../../problem.ts';

export const GET = door(ROUTES.readEntry, async ({ store, params }) => {
  const view = await readEntryView(store, params.id);
  if (!view) return problemOf({ code: 'not-found', what: `Entry ${params.id}` });
  return tagged(view, currentRevision(view));
});

export const PATCH = door(ROUTES.saveEntry, async ({ store, actor, request, params, body }) => {
  const revision = ifMatchOf(request);
  if (!revision) return revision === null ? ifMatchMissing() : badIfMatch();
  const key = keyOf(request);
  if (!key.ok) return key.error;
  const entry = params.id;
  const done = await saveEntry(store, actor, entry, { revision, base: body.base }, body.fields, key.value);
  if (done.ok) return tagged(done.value, done.value.revision);
  return done.error.code === 'stale-save'
    ? problemOf(done.error, await readEntryView(store, entry))
    : problemOf(done.error);
});
