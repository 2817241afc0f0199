import type { EventId, RevisionId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import type { Store } from './database.ts';
import { type RevisionRow, textFromRow } from './rows.ts';

/** A text that an event has or had. */
export type StoredRevision = { revision: RevisionId; hash: string; text: RevisionText };

/** One revision of an event; undefined where it has none of that id. */
export async function storedRevision(store: Store, event: EventId, revision: RevisionId): Promise<StoredRevision | undefined> {
  const [row] = await store.prisma.$queryRaw<{ revision: RevisionRow }[]>`SELECT to_jsonb(r) AS revision FROM revision r WHERE r.id = ${revision} AND r.event_id = ${event}`;
  return row && { revision, hash: row.revision.hash, text: textFromRow(row.revision) };
}
