import { type ExpressionBuilder, sql } from 'kysely';
import type { Store } from '../../platform/database/database.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { notified, now, rowsWritten } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { inTransaction, type Transaction } from '../../platform/database/transaction.ts';
import type { CheckedAddress, KnownAddress } from '../rules/check.ts';

/** The channel on which somebody says that an address is to be checked at once. */
export const SOURCES_CHANNEL = 'dateline_sources';

/** An address that is to be checked now. Its host is this worker's alone, for as long as the claim lasts. */
export type ClaimedAddress = KnownAddress & { id: number; host: string };

/** A claim outlasts the longest check, with its waiting for other hosts. */
const HOLDS_MS = 120_000;

/**
 * Takes the host that has waited longest and the address of it that is due; undefined where nothing is due at `now`.
 * Addresses that no current text has are laid aside on the way.
 */
export async function claimAddress(store: Store, now: Date): Promise<ClaimedAddress | undefined> {
  for (;;) {
    const row = await takeHost(store, now);
    if (!row) return undefined;
    const { id, isUsed, ...known } = row;
    if (id !== null && isUsed) return { ...known, id };
    await inTransaction(store, async (tx) => {
      await lockHost(tx, row.host);
      if (id !== null) await tx.sourceAddress.updateMany({ where: { id }, data: { nextCheckAt: null } });
      await freeHost(tx, row.host, now);
    });
  }
}

/** Takes the host that has waited longest, with what is known of its address that is due, where there is one. */
async function takeHost(store: Store, now: Date) {
  return kysely(store.prisma)
    .with('next', (cte) =>
      cte
        .selectFrom('source_host')
        .select('host')
        .where('due_at', 'is not', null)
        .where(freeAndDue, '<=', now)
        .orderBy(freeAndDue)
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .with('taken', (cte) =>
      cte
        .updateTable('source_host as h')
        .from('next')
        .set({ free_at: new Date(now.getTime() + HOLDS_MS) })
        .whereRef('h.host', '=', 'next.host')
        .returning('h.host'),
    )
    .selectFrom('taken as t')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('source_address as s')
          .selectAll()
          .whereRef('s.host', '=', 't.host')
          .where('s.next_check_at', '<=', now)
          .orderBy('s.next_check_at')
          .limit(1)
          .as('a'),
      (on) => on.onTrue(),
    )
    .select((eb) => [
      't.host',
      'a.id',
      eb.ref('a.url').$notNull().as('url'),
      eb.ref('a.status').$notNull().as('status'),
    ])
    .select((eb) => [
      'a.http_status as httpStatus',
      eb.ref('a.failures').$notNull().as('failures'),
      'a.failing_since as failingSince',
      'a.seen_at as seenAt',
    ])
    .select((eb) => {
      const uses = eb.selectFrom('source_use as u').select('u.address_id').whereRef('u.address_id', '=', 'a.id');
      return eb
        .exists(uses.where((use) => use.fn<boolean>('is_current_text', ['u.entry_id', 'u.revision_id'])))
        .$castTo<boolean>()
        .as('isUsed');
    })
    .executeTakeFirst();
}

/** From when on a host may be asked, as its index has it. */
const freeAndDue = (eb: ExpressionBuilder<Tables, 'source_host'>) => eb.fn<Date>('greatest', ['due_at', 'free_at']);

/** Notes what a check found, and leaves the host alone until `freeAt`. */
export async function noteCheck(
  store: Store,
  { id, host }: Pick<ClaimedAddress, 'id' | 'host'>,
  found: CheckedAddress,
  now: Date,
  freeAt: Date,
): Promise<void> {
  await inTransaction(store, async (tx) => {
    await lockHost(tx, host);
    await kysely(tx)
      .updateTable('source_address')
      .set((eb) => ({
        ...columnsOf(found),
        checked_at: now,
        status_at: eb
          .case()
          .when('status', '=', found.status)
          .then(eb.fn.coalesce('status_at', sql<Date>`${now}::timestamptz`))
          .else(sql<Date>`${now}::timestamptz`)
          .end(),
      }))
      .where('id', '=', id)
      .execute();
    await freeHost(tx, host, freeAt);
  });
}

function columnsOf({
  status,
  httpStatus,
  redirect,
  problem,
  failures,
  failingSince,
  seenAt,
  nextCheckAt,
}: CheckedAddress) {
  return {
    status,
    http_status: httpStatus,
    redirect,
    problem,
    failures,
    failing_since: failingSince,
    seen_at: seenAt,
    next_check_at: nextCheckAt,
  };
}

/** In how many milliseconds from `now` something is due; undefined where nothing waits. */
export async function nextCheck(store: Store, now: Date): Promise<number | undefined> {
  const waiting = kysely(store.prisma)
    .selectFrom('source_host')
    .where('due_at', 'is not', null)
    .orderBy(freeAndDue)
    .limit(1);
  const row = await waiting.select((eb) => freeAndDue(eb).as('at')).executeTakeFirst();
  return row && Math.max(0, row.at.getTime() - now.getTime());
}

/** Makes an address due at once. False where there is none of this id. */
export async function makeDue(tx: Transaction, id: number): Promise<boolean> {
  const rows = await insertFrom(
    kysely(tx).with('due', (cte) =>
      cte.updateTable('source_address').set({ next_check_at: now }).where('id', '=', id).returning('host'),
    ),
    'source_host',
    (eb) => eb.selectFrom('due'),
    (eb) => ({ host: eb.ref('due.host'), due_at: now }),
  )
    .onConflict((known) =>
      known
        .column('host')
        .doUpdateSet((eb) => ({ due_at: eb.fn<Date>('least', ['source_host.due_at', 'excluded.due_at']) })),
    )
    .returning(notified(SOURCES_CHANNEL).as('notified'))
    .execute();
  return rows.length > 0;
}

/** Notes where an archived copy is, or that there is none. False where there is no such address. */
export async function noteArchivedCopy(tx: Transaction, id: number, url: string | null): Promise<boolean> {
  const noted = kysely(tx)
    .updateTable('source_address')
    .set({ archived: url, archived_at: url === null ? null : now });
  return (await rowsWritten(noted.where('id', '=', id))) > 0;
}

/** Whoever makes an address of the host due waits for this lock, so the statements after it see what they did. */
async function lockHost(tx: Transaction, host: string): Promise<void> {
  await kysely(tx).selectFrom('source_host').select('host').where('host', '=', host).forUpdate().execute();
}

async function freeHost(tx: Transaction, host: string, freeAt: Date): Promise<void> {
  const db = kysely(tx);
  const next = db
    .selectFrom('source_address')
    .select((eb) => eb.fn.min('next_check_at').as('at'))
    .where('host', '=', host)
    .where('next_check_at', 'is not', null);
  await db.updateTable('source_host').set({ free_at: freeAt, due_at: next }).where('host', '=', host).execute();
}
