import type { Day } from '../../../kernel/day.ts';
import type { EntryId, PersonId, RevisionId } from '../../../kernel/ids.ts';
import type { EntryStatus } from '../../../kernel/newsroom/entry-status.ts';
import type { Proposal } from '../../../kernel/newsroom/proposal.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import type { Reader } from '../../../platform/database/database.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { authors, lastPublished, OPEN, writers } from '../../../platform/database/proposal-expressions.ts';
import { entryStatusFromRow, proposalFromRow, type RevisionRow, textFromRow } from '../../../platform/database/rows.ts';
import { asDay, rowOrNull } from '../../../platform/database/sql-values.ts';

/** A stored text with its id and hash. */
type StoredText = { revision: RevisionId; hash: string; text: RevisionText };

/** The status of an entry: what its readers see, the text of that, and the open proposal with its own. */
export type EntrySnapshot = {
  entry: EntryId;
  day: Day;
  title: string;
  slug: string | undefined;
  path: string | undefined;
  status: EntryStatus;
  published: StoredText | undefined;
  /** What readers saw last of a withdrawn page. */
  withdrawn: StoredText | undefined;
  proposal: Proposal | undefined;
  proposed: StoredText | undefined;
};

/**
 * Reads the status of an entry, in one query by primary keys and small indexes; undefined where there is no such entry.
 */
export async function readSnapshot(store: Reader, entry: EntryId): Promise<EntrySnapshot | undefined> {
  const row = await snapshotRow(store, entry).executeTakeFirst();
  return row && snapshotOf(row);
}

/** The same for a save, and whether its key stands for a save of the person already. */
export async function readSnapshotToSave(
  store: Reader,
  entry: EntryId,
  person: PersonId,
  key: string,
): Promise<{ snapshot: EntrySnapshot | undefined; repeats: boolean }> {
  const row = await snapshotRow(store, entry)
    .select((eb) =>
      eb
        .exists(
          eb.selectFrom('revision as r').select('r.id').where('r.author_id', '=', person).where('r.save_key', '=', key),
        )
        .$castTo<boolean>()
        .as('repeats'),
    )
    .executeTakeFirst();
  return row ? { snapshot: snapshotOf(row), repeats: row.repeats } : { snapshot: undefined, repeats: true };
}

function snapshotRow(store: Reader, entry: EntryId) {
  return keptStatements(store.prisma)
    .selectFrom('entry as e')
    .leftJoin('proposal as p', (on) => on.onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN))
    .leftJoin('revision as c', 'c.id', 'p.revision_id')
    .leftJoin('revision as b', 'b.id', 'e.published_revision_id')
    .leftJoin('revision as w', (on) => on.on('e.withdrawn_at', 'is not', null).on('w.id', '=', lastPublished))
    .select((eb) => [
      'e.id',
      asDay(eb.ref('e.day')).as('day'),
      'e.title',
      'e.slug',
      'e.path',
      'e.withdrawn_at',
      'e.redirect_to',
      rowOrNull<'proposal'>(eb.table('p')).as('proposal'),
      rowOrNull<'revision'>(eb.table('c')).as('proposed'),
      rowOrNull<'revision'>(eb.table('b')).as('published'),
      rowOrNull<'revision'>(eb.table('w')).as('withdrawn'),
      authors.as('authors'),
      writers.as('writers'),
    ])
    .where('e.id', '=', entry);
}

type SnapshotRow = NonNullable<Awaited<ReturnType<ReturnType<typeof snapshotRow>['executeTakeFirst']>>>;

function snapshotOf(row: SnapshotRow): EntrySnapshot {
  const proposed = stored(row.proposed);
  return {
    entry: row.id,
    day: row.day,
    title: row.title,
    slug: row.slug ?? undefined,
    path: row.path ?? undefined,
    status: entryStatusFromRow(row),
    published: stored(row.published),
    withdrawn: stored(row.withdrawn),
    proposed,
    proposal:
      row.proposal && proposed ? proposalFromRow(row.proposal, proposed.hash, row.authors, row.writers) : undefined,
  };
}

function stored(row: RevisionRow | null): StoredText | undefined {
  return row ? { revision: row.id, hash: row.hash, text: textFromRow(row) } : undefined;
}
