import type { EventId, PersonId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import type { Field } from '../../../kernel/revision/merge.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import { type RevisionRow, textFromRow } from '../../../platform/database/rows.ts';
import type { AnyDatabase } from '../../../platform/database/transaction.ts';
import type { Saved } from './entry-events.ts';

/** What was taken from others when a text was merged, and whose words those are. */
export type Taken = { fields: Field[]; by: { id: PersonId; name: string }[] };

/** A save that a key stands for: the text as it was sent, whether it began its event, and what it was answered. */
export type KnownSave = { text: RevisionText; began: boolean; saved: Saved; taken: Taken | null };

type Row = {
  sent: RevisionRow;
  proposal: number;
  version: number;
  current: number | null;
  hash: string | null;
  fields: Field[] | null;
  by: Taken['by'] | null;
  began: boolean;
};

/**
 * Reads the save of `person` that a key stands for (revision_save_key); the version is the one that its proposal has by
 * now.
 */
export async function readSaveOf(
  store: Pick<AnyDatabase, 'prisma'>,
  person: PersonId,
  key: string,
): Promise<KnownSave | undefined> {
  const [row] = await store.prisma.$queryRaw<Row[]>`
    SELECT to_jsonb(r) AS sent, p.id AS proposal, p.version, m.id AS current, m.hash, f.detail->'fields' AS fields,
           (SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY id) FROM person WHERE id IN (SELECT jsonb_array_elements_text(f.detail->'by')::int)) AS by,
           NOT EXISTS (SELECT FROM revision e WHERE e.event_id = r.event_id AND e.id < r.id) AS began
      FROM revision r JOIN proposal p ON p.id = r.proposal_id
      LEFT JOIN audit_fact f ON f.event_id = r.event_id AND f.verb = 'merge' AND (f.detail->>'mine')::int = r.id AND f.detail->'onto' IS NULL
      LEFT JOIN revision m ON m.id = (f.detail->>'merged')::int
     WHERE r.author_id = ${person} AND r.save_key = ${key}`;
  if (!row) return undefined;
  const { sent, proposal, version, current, hash, fields, by, began } = row;
  const ids = { event: sent.event_id as EventId, proposal: proposal as ProposalId, revision: sent.id as RevisionId };
  return {
    text: textFromRow(sent),
    began,
    saved: { ...ids, current: (current ?? sent.id) as RevisionId, version, hash: hash ?? sent.hash },
    taken: current === null ? null : { fields: fields ?? [], by: by ?? [] },
  };
}
