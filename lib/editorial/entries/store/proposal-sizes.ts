import type { ProposalId, RevisionId } from '../../../kernel/ids.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { textFromRow } from '../../../platform/database/rows.ts';
import { list, literal, rowOf, rowOrNull, rowsOf } from '../../../platform/database/sql-values.ts';
import type { Database } from '../../../platform/database/transaction.ts';

/**
 * A proposal in review whose text nobody has looked at for its size yet. `base` is what it changes, where something is
 * published.
 */
export type UnsizedProposal = {
  proposal: ProposalId;
  revision: RevisionId;
  baseRevision: RevisionId | null;
  base: RevisionText | undefined;
  text: RevisionText;
};

/** The next proposals of unknown size, at most so many (proposal_unsized_idx). */
export async function readUnsized(store: Store, most: number): Promise<UnsizedProposal[]> {
  const db = kysely(store.prisma);
  const next = db
    .selectFrom('proposal')
    .select(['id', 'revision_id', 'base_revision_id'])
    .where('state', '=', literal('in_review'))
    .where((eb) => eb.not(eb.ref('withdraws')))
    .where('merged_entry_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb('sized_revision_id', 'is distinct from', eb.ref('revision_id')),
        eb('sized_base_id', 'is distinct from', eb.ref('base_revision_id')),
      ]),
    )
    .orderBy('id')
    .limit(most);
  const rows = await db
    .selectFrom(next.as('p'))
    .innerJoin('revision as r', 'r.id', 'p.revision_id')
    .leftJoin('revision as b', 'b.id', 'p.base_revision_id')
    .select((eb) => [
      'p.id as proposal',
      rowOrNull<'revision'>(eb.table('b')).as('base'),
      rowOf<'revision'>(eb.table('r')).as('text'),
    ])
    .execute();
  return rows.map(({ proposal, base, text }) => ({
    proposal,
    revision: text.id,
    baseRevision: base?.id ?? null,
    base: base ? textFromRow(base) : undefined,
    text: textFromRow(text),
  }));
}

/** Remembers what was found out of them. */
export async function writeSizes(
  store: Store,
  sizes: readonly (UnsizedProposal & { isSmall: boolean })[],
): Promise<void> {
  const found = rowsOf('s', {
    id: list.ints(sizes.map((s) => s.proposal)),
    revision: list.ints(sizes.map((s) => s.revision)),
    base: list.ints(sizes.map((s) => s.baseRevision)),
    is_small: list.bools(sizes.map((s) => s.isSmall)),
  });
  await kysely(store.pool)
    .updateTable('proposal as p')
    .from(found)
    .set((eb) => ({
      is_small: eb.ref('s.is_small'),
      sized_revision_id: eb.ref('s.revision'),
      sized_base_id: eb.ref('s.base'),
    }))
    .whereRef('p.id', '=', 's.id')
    .execute();
}

/** Writes why the author of an open proposal asks for it, in the transaction that opened it. */
export async function writeNote(
  { prisma }: Pick<Database, 'prisma'>,
  proposal: ProposalId,
  note: string,
): Promise<void> {
  await kysely(prisma).updateTable('proposal').set({ note }).where('id', '=', proposal).execute();
}
