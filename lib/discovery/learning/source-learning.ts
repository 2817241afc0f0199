import { type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { EventId, RevisionId } from '../../kernel/ids.ts';
import { hostOf } from '../../kernel/text/host.ts';
import { normalAddress } from '../../kernel/text/normal-address.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyOf, countOf, fromNow, list, now, rowsOf, thisMoment } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { inTransaction, type Transaction } from '../../platform/database/transaction.ts';

/** How far the texts are learned; see the table. */
type Learning = NonNullable<Awaited<ReturnType<typeof readLearning>>>;
type TextRow = Awaited<ReturnType<typeof textsAfter>>[number];

const AT_ONCE = 500;
/** A new address is checked once it has stood for a while: what is still being typed is saved too. */
const SETTLES_WITHIN_S = 120;

/**
 * Learns from texts that came since the last time: which addresses they have, for whom, under which names. One batch
 * at a time, by one worker at a time. Returns how many texts were looked at; fewer than `batch` means that all is
 * known.
 */
export async function learnSources(store: Store, batch = AT_ONCE): Promise<number> {
  return inTransaction(store, async (tx) => {
    const learning = await readLearning(tx);
    if (!learning) return 0;
    const news = await textsAfter(tx, learning.frontier, batch);
    const last = news.at(-1);
    if (last) {
      await learn(tx, news);
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

/** Looks again at what lies below the frontier, for texts whose transaction ended after later ones were seen. */
async function confirm(tx: Transaction, { frontier, confirmed, windowTo, isWindowOver }: Learning): Promise<void> {
  if (windowTo === null) {
    if (confirmed < frontier) await beginWindow(tx);
    return;
  }
  if (!isWindowOver) return;
  for (let from = confirmed; ; ) {
    const late = await textsMissedBetween(tx, from, windowTo);
    await learn(tx, late);
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

function textsMissedBetween(tx: Transaction, from: RevisionId, to: number): Promise<TextRow[]> {
  return kysely(tx)
    .selectFrom('revision as r')
    .select((eb) => ['r.id', 'r.event_id as event', 'r.sources', eb.lit(true).$castTo<boolean>().as('isCurrent')])
    .where('r.id', '>', from)
    .where('r.id', '<=', to as RevisionId)
    .where((eb) => sql<boolean>`${eb.ref('r.sources')} <> '[]'`)
    .where((eb) => isCurrentText(eb.ref('r.event_id'), eb.ref('r.id')))
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('source_use as u')
            .select('u.address_id')
            .whereRef('u.event_id', '=', 'r.event_id')
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
      'event_id as event',
      'sources',
      isCurrentText(eb.ref('event_id'), eb.ref('id')).as('isCurrent'),
    ])
    .where('id', '>', frontier)
    .orderBy('id')
    .limit(batch)
    .execute();
}

/** Whether a text is the one that its entry has now, for readers or in work. */
function isCurrentText(event: Expression<EventId>, revision: Expression<RevisionId>): RawBuilder<boolean> {
  return sql<boolean>`is_current_text(${event}, ${revision})`;
}

type Use = { address: string; url: string; host: string; event: EventId; revision: RevisionId; name: string };

function usesOf({ id: revision, event, sources }: TextRow): Use[] {
  return sources.flatMap(({ url, name, cover }) => {
    const address = normalAddress(url);
    const host = hostOf(url);
    return address && host ? [{ address, url: url.trim(), host, event, revision, name: cover ? '' : name.trim() }] : [];
  });
}

/** Notes the uses of texts that are current, and forgets those of the same entries that no longer are. */
async function learn(tx: Transaction, texts: readonly TextRow[]): Promise<void> {
  if (!texts.length) return;
  const uses = texts.filter(({ isCurrent }) => isCurrent).flatMap(usesOf);
  const events = [...new Set(texts.map(({ event }) => event))];
  const given = rowsOf('g', {
    address: list.texts(uses.map((use) => use.address)),
    url: list.texts(uses.map((use) => use.url)),
    host: list.texts(uses.map((use) => use.host)),
    event: list.ints(uses.map((use) => use.event)),
    revision: list.ints(uses.map((use) => use.revision)),
    name: list.texts(uses.map((use) => use.name)),
  });
  await kysely(tx)
    .with(
      (cte) => cte('given').materialized(),
      (part) => part.selectFrom(given).selectAll(),
    )
    .with('gone', (part) =>
      part
        .deleteFrom('source_use as u')
        .using('source_address as a')
        .where('u.event_id', '=', anyOf(events))
        .whereRef('a.id', '=', 'u.address_id')
        .where((eb) => eb.not(isCurrentText(eb.ref('u.event_id'), eb.ref('u.revision_id'))))
        .returning(['a.host', 'u.name']),
    )
    .with('known', (part) =>
      part
        .insertInto('source_address')
        .columns(['address', 'url', 'host', 'next_check_at'])
        .expression((eb) =>
          eb
            .selectFrom('given')
            .distinctOn('address')
            .select(['address', 'url', 'host', fromNow({ seconds: SETTLES_WITHIN_S }).as('next_check_at')])
            .orderBy('address'),
        )
        .onConflict((found) =>
          found.expression(SAME_ADDRESS).doUpdateSet((eb) => ({
            next_check_at: eb.fn.coalesce('source_address.next_check_at', 'excluded.next_check_at'),
          })),
        )
        .returning(['id', 'address', 'host', 'next_check_at']),
    )
    .with('used', (part) =>
      part
        .insertInto('source_use')
        .columns(['address_id', 'revision_id', 'event_id', 'name'])
        .expression((eb) =>
          eb
            .selectFrom('given as g')
            .innerJoin('known as k', 'k.address', 'g.address')
            .distinctOn(['k.id', 'g.revision'])
            .select(['k.id', 'g.revision', 'g.event', 'g.name'])
            .orderBy('k.id')
            .orderBy('g.revision'),
        )
        .onConflict((found) => found.doNothing())
        .returning(['address_id', 'name']),
    )
    .with('due', (part) =>
      part
        .insertInto('source_host')
        .columns(['host', 'due_at'])
        .expression((eb) =>
          eb
            .selectFrom('known')
            .select((of) => ['host', of.fn.min('next_check_at').as('due_at')])
            .groupBy('host')
            .orderBy('host'),
        )
        .onConflict((found) =>
          found
            .column('host')
            .doUpdateSet((eb) => ({ due_at: eb.fn('least', ['source_host.due_at', 'excluded.due_at']) })),
        ),
    )
    .with('change', (part) =>
      part
        .selectFrom('used as u')
        .innerJoin('known as k', 'k.id', 'u.address_id')
        .select(['k.host', 'u.name', sql.lit(1).as('n')])
        .unionAll((eb) => eb.selectFrom('gone').select(['gone.host', 'gone.name', sql.lit(-1).as('n')])),
    )
    .with('changes', (part) =>
      part
        .selectFrom('change')
        .select((eb) => ['host', 'name', countOf(eb.fn.sum('n')).as('n')])
        .where('name', '<>', '')
        .groupBy(['host', 'name'])
        .having((eb) => eb.fn.sum('n'), '<>', sql.lit(0)),
    )
    .insertInto('source_name')
    .columns(['host', 'name', 'uses'])
    .expression((eb) => eb.selectFrom('changes').select((of) => ['host', 'name', atLeastNone(of.ref('n')).as('uses')]))
    .onConflict((found) =>
      found.columns(['host', 'name']).doUpdateSet((eb) => {
        const change = eb
          .selectFrom('changes as c')
          .select('c.n')
          .whereRef('c.host', '=', 'source_name.host')
          .whereRef('c.name', '=', 'source_name.name');
        return { uses: atLeastNone(eb('source_name.uses', '+', change)) };
      }),
    )
    .execute();
}

/** What two spellings of one address have in common, as the index of addresses has it. */
const SAME_ADDRESS = expressionBuilder<Tables, 'source_address'>().fn<string>('md5', ['address']);

function atLeastNone(n: Expression<number>): RawBuilder<number> {
  return sql<number>`greatest(${n}, 0)`;
}
