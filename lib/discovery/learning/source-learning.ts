import { sql } from 'kysely';
import { type RevisionId, toId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { now, thisMoment } from '../../platform/database/sql-values.ts';
import { inTransaction, type Transaction } from '../../platform/database/transaction.ts';
import { isCurrentText, noteUses, type UsedText } from './source-uses.ts';

/** How far the texts are learned; see the table. */
type SourceBatch = NonNullable<Awaited<ReturnType<typeof readLearning>>>;

const AT_ONCE = 500;

/**
 * Learns from texts that came since the last time: which addresses they have, for whom, under which names. One batch
 * at a time, by one worker at a time. Returns how many texts were looked at; fewer than `batch` means that all is
 * known.
 */
export async function indexSources(store: Store, batch = AT_ONCE): Promise<number> {
  return inTransaction(store, async (tx) => {
    const learning = await readLearning(tx);
    if (!learning) return 0;
    const news = await textsAfter(tx, learning.frontier, batch);
    const last = news.at(-1);
    if (last) {
      await noteUses(tx, news);
      await kysely(tx).updateTable('source_learning').set({ frontier: last.id }).execute();
      return news.length;
    }
    await confirm(tx, learning);
    return 0;
  });
}

/**
 * Locks the row; undefined while another worker learns. A window is over once all are done who were at work when it was
 * set; PostgreSQL's own cleaning writes no texts, and is not waited for.
 */
async function readLearning(tx: Transaction) {
  return kysely(tx)
    .selectFrom('source_learning')
    .select((eb) => {
      const oldest = eb
        .selectFrom('pg_stat_activity as a')
        .select((of) => of.fn.coalesce(of.fn.min('a.xact_start'), now).as('at'))
        .where('a.datname', '=', sql<string>`current_database()`)
        .where('a.pid', '<>', sql<number>`pg_backend_pid()`)
        .where('a.backend_type', '<>', 'autovacuum worker')
        .where('a.xact_start', 'is not', null);
      return [
        'frontier',
        'confirmed',
        'window_to as windowTo',
        eb.fn
          .coalesce(eb('window_at', '<', oldest), eb.lit(false))
          .$castTo<boolean>()
          .as('isWindowOver'),
      ];
    })
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** Looks again at what is below the frontier, for texts whose transaction ended after later ones were seen. */
async function confirm(tx: Transaction, { frontier, confirmed, windowTo, isWindowOver }: SourceBatch): Promise<void> {
  if (windowTo === null) {
    if (confirmed < frontier) await beginWindow(tx);
    return;
  }
  if (!isWindowOver) return;
  for (let from = confirmed; ; ) {
    const late = await textsMissedBetween(tx, from, windowTo);
    await noteUses(tx, late);
    from = late.at(-1)?.id ?? windowTo;
    if (late.length < AT_ONCE) break;
  }
  await kysely(tx)
    .updateTable('source_learning')
    .set({ confirmed: windowTo, window_to: null, window_at: null })
    .execute();
}

async function beginWindow(tx: Transaction): Promise<void> {
  await kysely(tx)
    .updateTable('source_learning')
    .set((eb) => ({ window_to: eb.ref('frontier'), window_at: thisMoment }))
    .execute();
}

function textsMissedBetween(tx: Transaction, from: RevisionId, to: number): Promise<UsedText[]> {
  return kysely(tx)
    .selectFrom('revision as r')
    .select((eb) => ['r.id', 'r.entry_id as entry', 'r.sources', eb.lit(true).$castTo<boolean>().as('isCurrent')])
    .where('r.id', '>', from)
    .where('r.id', '<=', toId<RevisionId>(to))
    .where((eb) => sql<boolean>`${eb.ref('r.sources')} <> '[]'`)
    .where((eb) => isCurrentText(eb.ref('r.entry_id'), eb.ref('r.id')))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('source_use as u')
            .select('u.address_id')
            .whereRef('u.entry_id', '=', 'r.entry_id')
            .whereRef('u.revision_id', '=', 'r.id'),
        ),
      ),
    )
    .orderBy('r.id')
    .limit(AT_ONCE)
    .execute();
}

function textsAfter(tx: Transaction, frontier: RevisionId, batch: number) {
  return kysely(tx)
    .selectFrom('revision')
    .select((eb) => [
      'id',
      'entry_id as entry',
      'sources',
      isCurrentText(eb.ref('entry_id'), eb.ref('id')).as('isCurrent'),
    ])
    .where('id', '>', frontier)
    .orderBy('id')
    .limit(batch)
    .execute();
}
