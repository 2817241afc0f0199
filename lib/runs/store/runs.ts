import { type Expression, type ExpressionBuilder, expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { PersonId } from '../../kernel/ids.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { json, notified, now } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import type { PrismaTransaction, Transaction } from '../../platform/database/transaction.ts';
import type { RunCause, RunKind, RunOptions, RunState } from './run-types.ts';

/** Workers listen here: there is something to do, or a running run is asked to stop. */
export const RUNS_CHANNEL = 'dateline_runs';

export type NewRun = {
  kind: RunKind;
  cause: RunCause;
  target?: number;
  upload?: number;
  options: RunOptions;
  person?: PersonId;
  /** Who else held what it was asked for with. */
  hands?: readonly PersonId[];
  retryOf?: number;
  /** What makes a repeated request the same one, and a fingerprint of what it asks. */
  key?: { name: string; request: string };
};

/** A run as an action on it finds it. */
export type StoredRun = NonNullable<Awaited<ReturnType<typeof lockRun>>>;

/**
 * Writes a waiting run and wakes the workers. A key that was used before gives the run that it stands for, or `reused`
 * where it asked for something else.
 */
export async function insertRun(tx: Transaction, run: NewRun): Promise<{ run: number } | 'reused'> {
  const { kind, cause, target = null, upload = null, options, person = null, hands = [], retryOf = null, key } = run;
  const db = kysely(tx);
  const asked = {
    kind,
    cause,
    target_id: target,
    upload_id: upload,
    options: json(options),
    person_id: person,
    hands: [...hands],
    retry_of: retryOf,
  };
  const made = await db
    .insertInto('archive_run')
    .values({ ...asked, idempotency_key: key?.name ?? null, request_hash: key?.request ?? null })
    .onConflict((known) =>
      known.columns(['person_id', 'idempotency_key']).where('idempotency_key', 'is not', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (made) {
    await wakeWorkers(tx);
    return { run: made.id };
  }
  const keyed = db.selectFrom('archive_run').select(['id', 'request_hash']).where('person_id', '=', person);
  const known = await keyed.where('idempotency_key', '=', key?.name ?? null).executeTakeFirst();
  return known && known.request_hash === key?.request ? { run: known.id } : 'reused';
}

/** Reads a run and locks it until the transaction ends. */
export async function lockRun(tx: Transaction, id: number) {
  return kysely(tx)
    .selectFrom('archive_run as r')
    .select([
      'r.id',
      'r.kind',
      'r.state',
      'r.target_id as target',
      'r.upload_id as upload',
      'r.person_id as person',
      'r.options',
    ])
    .select((eb) => {
      const live = eb
        .selectFrom('export_target as t')
        .select('t.id')
        .whereRef('t.id', '=', 'r.target_id')
        .where('t.removed_at', 'is', null);
      return eb.exists(live).$castTo<boolean>().as('targetIsLive');
    })
    .where('r.id', '=', id)
    .forUpdate('r')
    .executeTakeFirst();
}

/** What becomes of a run that somebody wants to end: one that waits is cancelled, one that runs is asked to stop. */
export function toStop(eb: ExpressionBuilder<Tables, 'archive_run'>) {
  const ifWaiting = eb.case().when('state', '=', 'waiting');
  return {
    cancel_asked_at: eb.fn.coalesce('cancel_asked_at', now),
    state: ifWaiting.then(eb.val<RunState>('cancelled')).else(eb.ref('state')).end(),
    ended_at: ifWaiting.then(now).else(eb.ref('ended_at')).end(),
  };
}

/** Cancels a run that waits; asks one that runs to stop. */
export async function cancelLocked(tx: Transaction, run: StoredRun): Promise<void> {
  await kysely(tx).updateTable('archive_run').set(toStop).where('id', '=', run.id).execute();
  await wakeWorkers(tx);
}

/** Whether an upload is there, and whole. */
export async function hasUpload(tx: PrismaTransaction, upload: number): Promise<boolean> {
  return (await tx.upload.findFirst({ where: { id: upload, sha256: { not: '' } }, select: { id: true } })) !== null;
}

/** Tells the workers, once this is committed. */
export async function wakeWorkers(tx: Transaction): Promise<void> {
  await kysely(tx).selectNoFrom(notified(RUNS_CHANNEL).as('notified')).execute();
}

/** That a run writes what its target holds from then on: it neither plans only, nor looks back. */
export function writesAnew(options: Expression<RunOptions>): RawBuilder<boolean> {
  const lookingBack: keyof RunOptions = 'asOf';
  const planning: RunOptions = { plan: true };
  return sql<boolean>`(NOT ${options} ? ${sql.lit(lookingBack)} AND NOT ${options} @> ${json(planning)})`;
}

/** The runs that wait and will write what a target holds. */
export function waitingFor(target: Expression<number>) {
  return expressionBuilder<Tables, never>()
    .selectFrom('archive_run as w')
    .select('w.id')
    .where('w.target_id', '=', target)
    .where('w.state', '=', 'waiting')
    .where((eb) => writesAnew(eb.ref('w.options')));
}
