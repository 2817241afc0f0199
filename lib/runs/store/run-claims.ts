import { type ExpressionBuilder, sql } from 'kysely';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { fromNow, json, millisecondsUntil, now, rowOrNull } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { unlessTaken } from '../../platform/database/transaction.ts';
import { heldBy } from './held-runs.ts';
import type { Claim, RunKind } from './run-types.ts';
import { writesAnew } from './runs.ts';

/** A run is taken up at most this many times; a worker that dies thrice over it would die of it again. */
export const MOST_ATTEMPTS = 3;

/** What a worker reaches for: runs of a kind, of a target, or one alone. */
type ClaimRequest = { worker: string; leaseMs: number; kind?: RunKind; target?: number; run?: number };

/**
 * One statement takes the next run that is due: one that waits and whose target nobody exports to, or one whose worker
 * let its lease pass. It raises the target's fence, so that whoever had it before writes no more.
 */
async function takeNext(store: Store, { worker, leaseMs, kind, target, run }: ClaimRequest) {
  return kysely(store.pool)
    .with('next', (cte) =>
      cte
        .selectFrom('archive_run as r')
        .select(['r.id', 'r.target_id', 'r.options'])
        .$if(kind !== undefined, (next) => next.where('r.kind', '=', kind ?? 'export'))
        .$if(run !== undefined, (next) => next.where('r.id', '=', run ?? 0))
        .$if(target !== undefined, (next) => next.where('r.target_id', '=', target ?? 0))
        .where('r.attempts', '<', MOST_ATTEMPTS)
        .where((eb) =>
          eb.or([
            eb.and([eb('r.state', '=', 'waiting'), eb('r.not_before', '<=', now), eb.not(eb.exists(inTheWay(eb)))]),
            eb.and([eb('r.state', '=', 'running'), eb('r.lease_until', '<', now)]),
          ]),
        )
        .orderBy('r.not_before')
        .orderBy('r.id')
        .limit(1)
        .forUpdate('r')
        .skipLocked(),
    )
    .with('fenced', (cte) =>
      cte
        .updateTable('export_target as t')
        .from(['next', 'archive_state as s'])
        .set((eb) => {
          const seen = eb.fn<number>('greatest', ['t.seen_position', 's.position']);
          return {
            fence: eb('t.fence', '+', 1),
            seen_position: eb
              .case()
              .when(writesAnew(eb.ref('next.options')))
              .then(seen)
              .else(eb.ref('t.seen_position'))
              .end(),
          };
        })
        .whereRef('t.id', '=', 'next.target_id')
        .returningAll('t'),
    )
    .updateTable('archive_run as r')
    .from('next')
    .leftJoin('fenced', (on) => on.onTrue())
    .set((eb) => ({
      state: 'running',
      worker,
      lease_until: fromNow({ seconds: leaseMs / 1000 }),
      attempts: eb('r.attempts', '+', 1),
      fence: eb.fn.coalesce('fenced.fence', eb(eb.fn.coalesce('r.fence', eb.lit(0)), '+', 1)),
      started_at: eb.fn.coalesce('r.started_at', now),
      progress: json({}),
    }))
    .whereRef('r.id', '=', 'next.id')
    .returning(CLAIMED)
    .returning((eb) => rowOrNull<'export_target'>(eb.table('fenced')).as('target'))
    .executeTakeFirst();
}

/** What a claim says about a run `r`. */
const CLAIMED = [
  'r.id as run',
  'r.kind',
  'r.cause',
  'r.options',
  'r.person_id as person',
  'r.hands',
  'r.upload_id as upload',
  'r.worker',
  'r.fence',
  'r.attempts',
] as const;

/** Of a waiting run `r`: those that run to the same target, or import while it would. */
function inTheWay(eb: ExpressionBuilder<Tables & { r: Tables['archive_run'] }, 'r'>) {
  const running = eb.selectFrom('archive_run as o').select('o.id').where('o.state', '=', 'running');
  return running.where(({ or, and, eb: of }) =>
    or([
      of('o.target_id', '=', of.ref('r.target_id')),
      and([of('r.kind', '=', 'import'), of('o.kind', '=', 'import')]),
    ]),
  );
}

/**
 * Takes the next run that is due, or the one that is named; undefined where there is none, or another worker was
 * faster.
 */
export async function claimRun(store: Store, wanted: ClaimRequest): Promise<Claim | undefined> {
  // Where two workers meet at one target, the index lets one of them through.
  const row = await unlessTaken(() => takeNext(store, wanted));
  if (!row) return undefined;
  const claim = claimFromRow(row);
  await clearEarlier(store, claim);
  return claim;
}

/** How the database knows the connections of one claim on a run. */
export function connectionName({ run, fence }: Pick<Claim, 'run' | 'fence'>): string {
  return `${connectionsOf(run)}${fence}`;
}

function connectionsOf(run: number): string {
  return `dateline run ${run} fence `;
}

/** When the next waiting run is due, in milliseconds from now; undefined where none waits for its time. */
export async function nextDue(store: Store): Promise<number | undefined> {
  const { ms } = await kysely(store.pool)
    .selectFrom('archive_run')
    .select((eb) => millisecondsUntil(eb.fn.min('not_before')).as('ms'))
    .where('state', '=', 'waiting')
    .where('not_before', '>', now)
    .executeTakeFirstOrThrow();
  return ms === null ? undefined : Math.max(0, ms);
}

/** Runs whose workers died thrice, to be ended as failed. They are held by nobody, so this takes them as its own. */
export async function claimAbandoned(store: Store, worker: string, leaseMs: number): Promise<Claim | undefined> {
  const row = await kysely(store.pool)
    .with('dead', (cte) =>
      cte
        .selectFrom('archive_run')
        .select('id')
        .where('state', '=', 'running')
        .where('lease_until', '<', now)
        .where('attempts', '>=', MOST_ATTEMPTS)
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .with('taken', (cte) =>
      cte
        .updateTable('archive_run as r')
        .from('dead')
        .set({ worker, lease_until: fromNow({ seconds: leaseMs / 1000 }) })
        .whereRef('r.id', '=', 'dead.id')
        .returningAll('r'),
    )
    .selectFrom('taken as r')
    .leftJoin('export_target as t', 't.id', 'r.target_id')
    .select(CLAIMED)
    .select((eb) => rowOrNull<'export_target'>(eb.table('t')).as('target'))
    .executeTakeFirst();
  return row && claimFromRow(row);
}

/**
 * Cuts the connections of earlier claims on the run, so that what a worker that was still had begun is rolled back and
 * can never be committed; and takes away the files that they listed.
 */
async function clearEarlier(store: Store, claim: Claim): Promise<void> {
  const db = kysely(store.pool);
  await db
    .selectFrom('pg_stat_activity')
    .select((eb) => eb.fn<boolean>('pg_terminate_backend', ['pid']).as('ended'))
    .where('datname', '=', sql<string>`current_database()`)
    .where((eb) => eb.fn<boolean>('starts_with', ['application_name', eb.val(connectionsOf(claim.run))]))
    .where('application_name', '<>', connectionName(claim))
    .execute();
  await db
    .deleteFrom('run_file')
    .where('run_id', '=', (eb) => eb.selectFrom('archive_run').select('id').where(heldBy(claim)))
    .execute();
}

function claimFromRow({ worker, fence, target, ...row }: NonNullable<Awaited<ReturnType<typeof takeNext>>>): Claim {
  if (worker === null || fence === null) throw new Error(`Run ${row.run} was taken by nobody.`);
  if (!target) return { ...row, worker, fence, target };
  const { id, name, kind, place, settings, held: holds } = target;
  return { ...row, worker, fence, target: { id, name, kind, place, settings, holds } };
}
