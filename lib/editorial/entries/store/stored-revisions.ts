import type { EntryId, RevisionId } from '../../../kernel/ids.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { textFromRow } from '../../../platform/database/rows.ts';
import { TEXT_COLUMNS } from '../../../platform/database/text-columns.ts';
import type { AnyDatabase } from '../../../platform/database/transaction.ts';

/** A text that an entry has or had, and whether an import brought it. */
export type StoredRevision = { revision: RevisionId; hash: string; text: RevisionText; imported: boolean };

/** One revision of an entry; undefined where it has none of that id. */
export async function storedRevision(
  store: Pick<AnyDatabase, 'prisma'>,
  entry: EntryId,
  revision: RevisionId,
): Promise<StoredRevision | undefined> {
  const row = await kysely(store.prisma)
    .selectFrom('revision as r')
    .select(['r.hash', 'r.channel', ...TEXT_COLUMNS])
    .where('r.id', '=', revision)
    .where('r.entry_id', '=', entry)
    .executeTakeFirst();
  return row && { revision, hash: row.hash, text: textFromRow(row), imported: row.channel === 'import' };
}
