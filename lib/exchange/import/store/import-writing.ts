import type pg from 'pg';
import type { ProposalId, RevisionId } from '../../../kernel/ids.ts';
import { copyRows } from '../../../platform/database/copy.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { at, nextIds } from '../../../platform/database/next-ids.ts';
import { anyOf, list, rowsOf } from '../../../platform/database/sql-values.ts';
import { copyPublications, copyRevisions } from './import-copying.ts';
import type { ImportAs, ImportedEvent } from './imported-event.ts';
import type { KnownEvent } from './known-events.ts';

/** Writes new events, each with its text and either its publication or its draft. */
export async function writeNewEvents(
  client: pg.ClientBase,
  as: ImportAs,
  events: readonly ImportedEvent[],
): Promise<void> {
  const revisions = await nextIds<RevisionId>(client, 'revision', events.length);
  const proposals = as.publish ? [] : await nextIds<ProposalId>(client, 'proposal', events.length);
  await copyRows(
    client,
    'event',
    ['id', 'day', 'title', 'slug', 'path', 'published_revision_id', 'published_at', 'imported_hash'],
    events.map((e, i) => [
      e.event,
      e.text.day,
      e.title,
      e.slug,
      e.path,
      as.publish ? at(revisions, i) : null,
      as.publish ? as.at : null,
      e.importedHash,
    ]),
  );
  await copyRows(
    client,
    'proposal',
    ['id', 'event_id', 'state', 'revision_id', 'opened_by'],
    proposals.map((id, i) => [id, eventAt(events, i).event, 'draft', at(revisions, i), as.person]),
  );
  await copyRevisions(client, as, events, revisions, proposals);
  if (as.publish) await copyPublications(client, as, events, revisions);
}

/** Publishes new texts of events that are in the archive. */
export async function publishTexts(
  client: pg.ClientBase,
  as: ImportAs,
  events: readonly ImportedEvent[],
): Promise<void> {
  const revisions = await nextIds<RevisionId>(client, 'revision', events.length);
  await copyRevisions(client, as, events, revisions, []);
  await pointAt(client, as, events, revisions);
  await copyPublications(client, as, events, revisions);
}

/** Publishes drafts of an earlier import that nobody touched since. */
export async function publishDrafts(
  client: pg.ClientBase,
  as: ImportAs,
  drafts: readonly { event: ImportedEvent; known: KnownEvent }[],
): Promise<void> {
  const found = drafts.map(({ event, known }) => ({ event, draft: draftOf(known) }));
  const events = found.map(({ event, draft }) => ({ ...event, hash: draft.hash }));
  const revisions = found.map(({ draft }) => draft.revision);
  const proposals = found.map(({ draft }) => draft.id);
  await kysely(client)
    .updateTable('proposal')
    .set((eb) => ({
      state: 'approved',
      decided_by: as.person,
      decided_at: as.at,
      updated_at: as.at,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', anyOf(proposals))
    .execute();
  await pointAt(client, as, events, revisions);
  await copyPublications(client, as, events, revisions, proposals);
}

function draftOf({ event, proposal }: KnownEvent) {
  if (!proposal) throw new Error(`Event ${event} has no draft to publish.`);
  return proposal;
}

/** Opens proposals with new texts on published events. */
export async function proposeTexts(
  client: pg.ClientBase,
  as: ImportAs,
  changes: readonly { event: ImportedEvent; known: KnownEvent }[],
): Promise<void> {
  const revisions = await nextIds<RevisionId>(client, 'revision', changes.length);
  const proposals = await nextIds<ProposalId>(client, 'proposal', changes.length);
  await copyRows(
    client,
    'proposal',
    ['id', 'event_id', 'state', 'revision_id', 'base_revision_id', 'opened_by'],
    changes.map(({ event, known }, i) => [
      at(proposals, i),
      event.event,
      'draft',
      at(revisions, i),
      known.publishedRevision,
      as.person,
    ]),
  );
  await copyRevisions(
    client,
    as,
    changes.map((change) => change.event),
    revisions,
    proposals,
  );
  await rememberImport(
    client,
    changes.map((change) => change.event),
  );
}

/** Notes what an import said of events that it did not have to change. */
export async function rememberImport(client: pg.ClientBase, events: readonly ImportedEvent[]): Promise<void> {
  const said = { id: list.ints(events.map((e) => e.event)), hash: list.texts(events.map((e) => e.importedHash)) };
  await kysely(client)
    .updateTable('event as e')
    .from(rowsOf('n', said))
    .set((eb) => ({ imported_hash: eb.ref('n.hash') }))
    .whereRef('e.id', '=', 'n.id')
    .execute();
}

async function pointAt(
  client: pg.ClientBase,
  as: ImportAs,
  events: readonly ImportedEvent[],
  revisions: readonly RevisionId[],
): Promise<void> {
  const now = {
    id: list.ints(events.map((e) => e.event)),
    revision: list.ints(revisions),
    title: list.texts(events.map((e) => e.title)),
    hash: list.texts(events.map((e) => e.importedHash)),
  };
  await kysely(client)
    .updateTable('event as e')
    .from(rowsOf('n', now))
    .set((eb) => ({
      published_revision_id: eb.ref('n.revision'),
      published_at: as.at,
      title: eb.ref('n.title'),
      imported_hash: eb.ref('n.hash'),
    }))
    .whereRef('e.id', '=', 'n.id')
    .execute();
}

function eventAt(events: readonly ImportedEvent[], index: number): ImportedEvent {
  const event = events[index];
  if (!event) throw new Error('There are fewer events than ids.');
  return event;
}
