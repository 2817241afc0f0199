import { type Expression, type NotNull, type RawBuilder, sql } from 'kysely';
import type { Store } from '../../platform/database/database.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { ago, now } from '../../platform/database/sql-values.ts';

/**
 * The state of the background work. `workerSeconds` is how long ago a worker was last heard; null where none ever
 * was.
 */
export type WorkState = {
  workerSeconds: number | null;
  waiting: number;
  oldestSeconds: number;
  failed: number;
  lastExport: { at: Date; problem: string | null } | null;
};

/** Reads the worker's sign of life, what waits and what was given up, and the last export. */
export async function workOf(store: Store): Promise<WorkState> {
  const db = kysely(store.pool);
  const ended = db
    .selectFrom('archive_run')
    .select(['ended_at as at', 'problem'])
    .where('kind', '=', 'export')
    .where('ended_at', 'is not', null);
  const lastExport =
    (await ended.$narrowType<{ at: NotNull }>().orderBy('id', 'desc').limit(1).executeTakeFirst()) ?? null;
  const { known } = await db
    .selectNoFrom(sql<boolean>`to_regclass('pgboss.version') IS NOT NULL`.as('known'))
    .executeTakeFirstOrThrow();
  if (!known) return { workerSeconds: null, waiting: 0, oldestSeconds: 0, failed: 0, lastExport };
  return { ...(await readQueue(db)), lastExport };
}

/** The job queue, as its library keeps it. */
async function readQueue(db: Statements) {
  return db
    .selectFrom('pgboss.job')
    .select((eb) => {
      const jobs = eb.fn.countAll();
      const oldest = eb.fn
        .min('start_after')
        .filterWhere('state', 'in', ['created', 'retry'])
        .filterWhere('start_after', '<=', now);
      const heard = eb
        .selectFrom('pgboss.version')
        .select((v) => v.fn.max('cron_on').as('at'))
        .$asScalar();
      return [
        secondsSince(heard).as('workerSeconds'),
        eb
          .cast<number>(
            jobs.filterWhere('state', 'in', ['created', 'retry']).filterWhere('start_after', '<=', now),
            'integer',
          )
          .as('waiting'),
        eb.fn.coalesce(secondsSince(oldest), eb.lit(0)).as('oldestSeconds'),
        eb
          .cast<number>(
            jobs.filterWhere('state', '=', 'failed').filterWhere('completed_on', '>', ago({ days: 7 })),
            'integer',
          )
          .as('failed'),
      ];
    })
    .executeTakeFirstOrThrow();
}

function secondsSince(moment: Expression<Date | null>): RawBuilder<number | null> {
  return sql<number | null>`extract(epoch FROM ${now} - ${moment})::float8`;
}
