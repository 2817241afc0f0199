import { type Expression, type RawBuilder, sql } from 'kysely';
import type { EntryId } from '../../kernel/ids.ts';
import type { BulkOutcome } from '../../kernel/newsroom/bulk-actions.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { asDay, count, holds } from '../../platform/database/sql-values.ts';
import type { RunFile, RunFilesPage } from './runs.ts';

/** An entry of a bulk run in the shape of a run's file; its path is what the entry is called. */
export type BulkFile = RunFile & { outcome: BulkOutcome; line: null; entry: EntryId };

export type BulkFilesPage = Omit<RunFilesPage, 'items'> & { items: BulkFile[] };

const USUAL_PAGE = 50;
type ItemsRequest = {
  outcome?: string | undefined;
  q?: string | undefined;
  cursor?: number | undefined;
  limit?: number | undefined;
};

/**
 * The entries of a bulk run: of one outcome (`done`, `failed`, `open`) or all, whose names hold `q`, in the order in
 * which they are done.
 */
export async function bulkFiles(
  store: Store,
  run: number,
  { outcome, q, cursor = 0, limit = USUAL_PAGE }: ItemsRequest,
): Promise<BulkFilesPage> {
  const db = kysely(store.prisma);
  const rows = await db
    .selectFrom('bulk_item as i')
    .innerJoin('entry as e', 'e.id', 'i.entry_id')
    .select((eb) => [
      'i.n',
      outcomeOf(eb.ref('i.outcome')).$castTo<BulkOutcome>().as('outcome'),
      sql<string>`${asDay(eb.ref('e.day'))} || ' ' || ${eb.ref('e.title')}`.as('path'),
      'i.detail',
      'i.entry_id as entry',
    ])
    .where('i.run_id', '=', run)
    .where('i.n', '>', cursor)
    .$if(outcome !== undefined && outcome !== '', (found) =>
      found.where((eb) => eb(outcomeOf(eb.ref('i.outcome')), '=', outcome ?? '')),
    )
    .$if(q !== undefined && q !== '', (found) => found.where((eb) => holds(eb.ref('e.title'), q ?? '')))
    .orderBy('i.n')
    .limit(limit + 1)
    .execute();
  const counts = await db
    .selectFrom('bulk_item as i')
    .select((eb) => [outcomeOf(eb.ref('i.outcome')).as('outcome'), count.as('count')])
    .where('i.run_id', '=', run)
    .groupBy((eb) => outcomeOf(eb.ref('i.outcome')))
    .execute();
  const items = rows.slice(0, limit).map((row) => ({ ...row, line: null }));
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? String(last.n) : null,
    counts: Object.fromEntries(counts.map((one) => [one.outcome, one.count])),
  };
}

function outcomeOf(outcome: Expression<string | null>): RawBuilder<string> {
  return sql<string>`coalesce(${outcome}, 'open')`;
}
