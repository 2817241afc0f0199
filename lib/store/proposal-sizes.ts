import type { ProposalId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import type { Store } from './database.ts';
import { type RevisionRow, textFromRow } from './rows.ts';

/** A proposal in review whose text nobody has looked at for its size yet. `base` is what it changes, where something is published. */
export type Unsized = { proposal: ProposalId; revision: number; baseRevision: number | null; base: RevisionText | undefined; text: RevisionText };

/** The next proposals of unknown size, at most so many (proposal_unsized_idx). */
export async function readUnsized(store: Store, most: number): Promise<Unsized[]> {
  const rows = await store.prisma.$queryRaw<{ proposal: ProposalId; base: RevisionRow | null; text: RevisionRow }[]>`
    SELECT p.id AS proposal, to_jsonb(b) AS base, to_jsonb(r) AS text
      FROM (SELECT id, revision_id, base_revision_id FROM proposal
             WHERE state = 'in_review' AND NOT withdraws AND absorbs_id IS NULL AND (sized_revision_id IS DISTINCT FROM revision_id OR sized_base_id IS DISTINCT FROM base_revision_id)
             ORDER BY id LIMIT ${most}) p
      JOIN revision r ON r.id = p.revision_id LEFT JOIN revision b ON b.id = p.base_revision_id`;
  return rows.map(({ proposal, base, text }) => ({
    proposal,
    revision: text.id,
    baseRevision: base?.id ?? null,
    base: base ? textFromRow(base) : undefined,
    text: textFromRow(text),
  }));
}

/** Remembers what was found out of them. */
export async function writeSizes(store: Store, sizes: readonly (Unsized & { isSmall: boolean })[]): Promise<void> {
  await store.pool.query(
    `UPDATE proposal p SET is_small = s.is_small, sized_revision_id = s.revision, sized_base_id = s.base
       FROM unnest($1::int[], $2::int[], $3::int[], $4::bool[]) AS s (id, revision, base, is_small) WHERE p.id = s.id`,
    [sizes.map((s) => s.proposal), sizes.map((s) => s.revision), sizes.map((s) => s.baseRevision), sizes.map((s) => s.isSmall)],
  );
}

/** Writes why the author of an open proposal asks for it. */
export async function writeNote(store: Store, proposal: ProposalId, note: string): Promise<void> {
  await store.prisma.$executeRaw`UPDATE proposal SET note = ${note} WHERE id = ${proposal}`;
}
