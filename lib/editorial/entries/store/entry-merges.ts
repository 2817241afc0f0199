import { recordEvents } from '../../../audit/store/audit.ts';
import type { EntryId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import type { MergedRevision } from '../../../kernel/newsroom/proposal.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { OPEN } from '../../../platform/database/proposal-expressions.ts';
import { rowsWritten } from '../../../platform/database/sql-values.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';

/**
 * Marks an open proposal as one that takes another entry in, and writes who asked for that. False where that entry goes
 * into another one already.
 */
export async function markMerging(
  tx: Transaction,
  actor: Actor,
  proposal: { entry: EntryId; proposal: ProposalId },
  merged: MergedRevision,
): Promise<boolean> {
  const marking = kysely(tx)
    .updateTable('proposal')
    .set({ merged_entry_id: merged.entry, merged_revision_id: merged.revision })
    .where('id', '=', proposal.proposal)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('proposal as o')
            .select('o.id')
            .where('o.merged_entry_id', '=', merged.entry)
            .where('o.id', '<>', proposal.proposal)
            .where('o.state', 'in', OPEN),
        ),
      ),
    );
  if (!(await rowsWritten(marking))) return false;
  await recordEvents(tx, actor, {
    type: 'unite',
    entry: proposal.entry,
    proposal: proposal.proposal,
    payload: { mergedEntry: merged.entry, revision: merged.revision },
  });
  return true;
}

/** Writes that the text of a draft joined another entry, on both: whoever wrote part of it is an author there. */
export async function recordJoin(
  tx: Transaction,
  actor: Actor,
  into: { entry: EntryId; proposal: ProposalId },
  draft: { entry: EntryId; proposal: ProposalId; revision: RevisionId },
): Promise<void> {
  await kysely(tx)
    .updateTable('proposal')
    .set({ joined_into: into.proposal })
    .where('id', '=', draft.proposal)
    .execute();
  const { revision } = draft;
  await recordEvents(tx, actor, [
    { type: 'unite', entry: into.entry, proposal: into.proposal, payload: { joins: draft.entry, revision } },
    { type: 'merged', entry: draft.entry, proposal: draft.proposal, payload: { mergedInto: into.entry, revision } },
  ]);
}
