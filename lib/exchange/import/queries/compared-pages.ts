import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId, RevisionId } from '../../../kernel/ids.ts';
import type { OpenProposal } from '../../../kernel/newsroom/proposal.ts';
import type { Purpose } from '../../../kernel/newsroom/purpose.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { lastPublished, OPEN, purpose, readersState } from '../../../platform/database/proposal-expressions.ts';
import { anyOf, asDay, elementsOf, listOf } from '../../../platform/database/sql-values.ts';

/** A page as somebody compares it with others: the text that readers see or saw last, else the one of its draft. */
export type ComparedPage = {
  id: EntryId;
  day: Day;
  path: string | null;
  topic: string;
  headline: string;
  summary: string;
  sources: { name: string; url: string }[];
  contexts: string[];
  status: 'published' | 'withdrawn' | 'draft';
  proposal: { state: OpenProposal['state']; purpose: Purpose } | null;
};

/** Reads these entries side by side, in one query by keys and small indexes. */
export async function readComparedPages(store: Store, entries: readonly EntryId[]): Promise<ComparedPage[]> {
  if (!entries.length) return [];
  const rows = await kysely(store.prisma)
    .selectFrom('entry as e')
    .leftJoin('proposal as p', (on) => on.onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN))
    .innerJoin('revision as r', (on) =>
      on.on((eb) =>
        eb(
          'r.id',
          '=',
          sql<RevisionId>`coalesce(${eb.ref('e.published_revision_id')}, ${lastPublished}, ${eb.ref('p.revision_id')})`,
        ),
      ),
    )
    .select((eb) => [
      'e.id',
      asDay(eb.ref('e.day')).as('day'),
      'e.path',
      'r.topic',
      'r.headline',
      'r.summary',
      'r.sources',
      listOf(
        eb
          .selectFrom(elementsOf(eb.ref('r.contexts'), 'listed'))
          .innerJoin('context_meaning as m', 'm.id', 'listed.id')
          .select('m.name')
          .groupBy(['m.means', 'm.name'])
          .orderBy((of) => of.fn.min('listed.place')),
      ).as('contexts'),
      readersState('draft').as('status'),
      eb.ref('p.state').$castTo<OpenProposal['state'] | null>().as('state'),
      purpose.as('purpose'),
    ])
    .where('e.id', '=', anyOf(entries))
    .orderBy('e.day')
    .orderBy('e.id')
    .execute();
  return rows.map(({ state, purpose: asked, sources, ...page }) => ({
    ...page,
    sources: sources.map(({ name, url }) => ({ name, url })),
    proposal: state && { state, purpose: asked },
  }));
}
