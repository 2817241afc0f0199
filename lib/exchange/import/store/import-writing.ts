import type pg from 'pg';
import type { ProposalId, RevisionId } from '../../../kernel/ids.ts';
import { copyRows } from '../../../platform/database/copy.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { at, nextIds } from '../../../platform/database/next-ids.ts';
import { anyOf, list, rowsOf } from '../../../platform/database/sql-values.ts';
import { copyPublications, copyRevisions } from './import-copying.ts';
import type { ImportAs, ImportedEntry } from './imported-entry.ts';
import type { KnownEntry } from './known-entries.ts';

/** Writes new entries, each with its text and either its publication or its draft. */
export async function writeNewEntries(
  client: pg.ClientBase,
  as: ImportAs,
  entries: readonly ImportedEntry[],
): Promise<void> {
  const revisions = await nextIds<RevisionId>(client, 'revision', entries.length);
  const proposals = as.publish ? [] : await nextIds<ProposalId>(client, 'proposal', entries.length);
  await copyRows(
    client,
    'entry',
    ['id', 'day', 'title', 'slug', 'path', 'published_revision_id', 'published_at', 'imported_hash'],
    entries.map((e, i) => [
      e.entry,
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
    ['id', 'entry_id', 'state', 'revision_id', 'opened_by'],
    proposals.map((id, i) => [id, entryAt(entries, i).entry, 'draft', at(revisions, i), as.person]),
  );
  await copyRevisions(client, as, entries, revisions, proposals);
  if (as.publish) await copyPublications(client, as, entries, revisions);
}

/** Publishes new texts of entries that are in the archive. */
export async function publishTexts(
  client: pg.ClientBase,
  as: ImportAs,
  entries: readonly ImportedEntry[],
): Promise<void> {
  const revisions = await nextIds<RevisionId>(client, 'revision', entries.length);
  await copyRevisions(client, as, entries, revisions, []);
  await pointAt(client, as, entries, revisions);
  await copyPublications(client, as, entries, revisions);
}

/** Publishes drafts of an earlier import that nobody touched since. */
export async function publishDrafts(
  client: pg.ClientBase,
  as: ImportAs,
  drafts: readonly { entry: ImportedEntry; known: KnownEntry }[],
): Promise<void> {
  const found = drafts.map(({ entry, known }) => ({ entry, draft: draftOf(known) }));
  const entries = found.map(({ entry, draft }) => ({ ...entry, hash: draft.hash }));
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
  await pointAt(client, as, entries, revisions);
  await copyPublications(client, as, entries, revisions, proposals);
}

function draftOf({ entry, proposal }: KnownEntry) {
  if (!proposal) throw new Error(`Entry ${entry} has no draft to publish.`);
  return proposal;
}

/** Opens proposals with new texts on published entries. */
export async function proposeTexts(
  client: pg.ClientBase,
  as: ImportAs,
  changes: readonly { entry: ImportedEntry; known: KnownEntry }[],
): Promise<void> {
  const revisions = await nextIds<RevisionId>(client, 'revision', changes.length);
  const proposals = await nextIds<ProposalId>(client, 'proposal', changes.length);
  await copyRows(
    client,
    'proposal',
    ['id', 'entry_id', 'state', 'revision_id', 'base_revision_id', 'opened_by'],
    changes.map(({ entry, known }, i) => [
      at(proposals, i),
      entry.entry,
      'draft',
      at(revisions, i),
      known.publishedRevision,
      as.person,
    ]),
  );
  await copyRevisions(
    client,
    as,
    changes.map((change) => change.entry),
    revisions,
    proposals,
  );
  await rememberImport(
    client,
    changes.map((change) => change.entry),
  );
}

/** Notes what an import said of entries that it did not have to change. */
export async function rememberImport(client: pg.ClientBase, entries: readonly ImportedEntry[]): Promise<void> {
  const said = { id: list.ints(entries.map((e) => e.entry)), hash: list.texts(entries.map((e) => e.importedHash)) };
  await kysely(client)
    .updateTable('entry as e')
    .from(rowsOf('n', said))
    .set((eb) => ({ imported_hash: eb.ref('n.hash') }))
    .whereRef('e.id', '=', 'n.id')
    .execute();
}

async function pointAt(
  client: pg.ClientBase,
  as: ImportAs,
  entries: readonly ImportedEntry[],
  revisions: readonly RevisionId[],
): Promise<void> {
  const now = {
    id: list.ints(entries.map((e) => e.entry)),
    revision: list.ints(revisions),
    title: list.texts(entries.map((e) => e.title)),
    hash: list.texts(entries.map((e) => e.importedHash)),
  };
  await kysely(client)
    .updateTable('entry as e')
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

function entryAt(entries: readonly ImportedEntry[], index: number): ImportedEntry {
  const entry = entries[index];
  if (!entry) throw new Error('There are fewer entries than ids.');
  return entry;
}
