import { sql } from 'kysely';
import type { EntryId } from '../../../kernel/ids.ts';
import { linkTo } from '../../../layout/paths.ts';
import { analyze } from '../../../platform/database/analyze.ts';
import { list, rowsOf } from '../../../platform/database/sql-values.ts';
import { gather, index } from '../../published/as-of.ts';
import type { Published, PublishedEntry, Rows } from '../../published/published.ts';
import { byArchiveRule } from '../rules/archive-rule.ts';

/**
 * These entries with the related ones that the old archive's rule names, instead of those that people chose. As the
 * archive is, what shares a context is known from what was learned, so everything has to be learned before its
 * snapshot is taken.
 */
export async function relatedByRule<Entry extends PublishedEntry>(
  archive: Published,
  entries: readonly Entry[],
  limit: number,
): Promise<Entry[]> {
  const contexts = await contextsOf(archive);
  const rows = await sharing(
    archive,
    contexts,
    entries.map(({ entry }) => entry),
    limit,
  );
  const found = Map.groupBy(rows, ({ entry }) => entry);
  return entries.map((one) => {
    const items = (found.get(one.entry) ?? []).map(({ related, path, shared }) => ({
      entry: related,
      link: linkTo(path),
      shared,
    }));
    return { ...one, text: { ...one.text, related: byArchiveRule(items, limit).map(({ entry }) => ({ entry })) } };
  });
}

/** The order is the rule's own: no more than the limit are read of the many that share a common context. */
function sharing(archive: Published, contexts: Rows<'as_of_context'>, entries: readonly EntryId[], limit: number) {
  return archive.db
    .selectFrom(rowsOf('m', { id: list.ints(entries) }))
    .crossJoinLateral((db) =>
      db
        .selectFrom(
          db
            .selectFrom(contexts.as('c'))
            .innerJoin(contexts.as('o'), (on) =>
              on.onRef('o.context_id', '=', 'c.context_id').onRef('o.entry_id', '<>', 'c.entry_id'),
            )
            .select((eb) => ['o.entry_id', sql<number>`${eb.fn.count('o.context_id').distinct()}::int`.as('shared')])
            .whereRef('c.entry_id', '=', 'm.id')
            .groupBy('o.entry_id')
            .as('o'),
        )
        .innerJoin(archive.entries.as('e'), 'e.id', 'o.entry_id')
        .select(['o.entry_id', 'e.path', 'o.shared'])
        .orderBy('o.shared', 'desc')
        .orderBy('e.path', (order) => order.collate('C').desc())
        .limit(limit)
        .as('s'),
    )
    .select(['m.id as entry', 's.entry_id as related', 's.path', 's.shared'])
    .execute();
}

/** The archives of an earlier instant whose contexts are gathered already. */
const gathered = new WeakSet<Published>();

/**
 * The contexts of published entries, by what they mean: learned ones, or those of an earlier instant, gathered for its
 * transaction.
 */
async function contextsOf(archive: Published): Promise<Rows<'as_of_context'>> {
  if (archive.position === null) return archive.db.selectFrom('entry_context').select(['entry_id', 'context_id']);
  if (!gathered.has(archive)) await gatherContexts(archive);
  gathered.add(archive);
  return archive.db.selectFrom('as_of_context').selectAll();
}

async function gatherContexts({ db, entries, meanings }: Published): Promise<void> {
  const contexts = db
    .selectFrom(entries.as('e'))
    .innerJoin('revision as r', 'r.id', 'e.revision_id')
    .crossJoinLateral((eb) => sql<{ id: number }>`unnest(${eb.ref('r.contexts')})`.as<'c'>(sql`c (id)`))
    .innerJoin(meanings.as('m'), 'm.id', 'c.id')
    .select(['e.id as entry_id', 'm.means as context_id'])
    .distinct();
  await gather(db, 'as_of_context').as(contexts).execute();
  await index(db, 'as_of_context', 'by_entry').columns(['entry_id', 'context_id']).execute();
  await index(db, 'as_of_context', 'by_context').columns(['context_id', 'entry_id']).execute();
  await analyze(db, 'as_of_context');
}
