import { type AliasedExpression, type Expression, type ExpressionBuilder, type Selectable, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { BulkAction } from '../../kernel/newsroom/bulk-actions.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { count, holds, list, rowsOf } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import type { TargetSettings } from '../../runs/contract/exports.ts';
import type { RunCause, RunKind, RunOptions, RunState } from '../../runs/store/run-types.ts';
import type { ExportReport } from '../export/report.ts';
import type { ImportReport } from '../import/report.ts';

/**
 * What a run keeps of an export's report: without the lists of paths, with the settings it wrote by, and what the
 * target held before: null where nothing.
 */
export type StoredExportReport = ExportReport & {
  commit?: string | null;
  settings: TargetSettings;
  before: { position: number; settings: TargetSettings } | null;
};

/** What a bulk run came to: how many entries were done, and how many were refused. */
export type BulkReport = { action: BulkAction; files: { done: number; failed: number } };

type RunReport = StoredExportReport | ImportReport | BulkReport;

/** A run as screens, API and command line show it. */
export type RunView = {
  id: number;
  kind: RunKind;
  state: RunState;
  cause: RunCause;
  target: { id: number; name: string } | null;
  upload: { id: number; name: string } | null;
  options: RunOptions;
  person: { id: number; name: string } | null;
  progress: { phase?: string; done?: number; total?: number; rate?: number };
  report: RunReport | null;
  problem: string | null;
  attempts: number;
  createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  cancelAsked: boolean;
};

export type RunLogLine = { n: number; at: string; level: string; text: string };
export type FollowedRun = RunView & { retryOf: number | null; log: RunLogLine[] };
export type RunFile = { n: number; outcome: string; path: string; line: number | null; detail: string | null };
export type RunFilesPage = { items: RunFile[]; next: string | null; counts: Record<string, number> };

type RunRow = Awaited<ReturnType<ReturnType<typeof view>['execute']>>[number];

const USUAL_PAGE = 20;
const FILES_PAGE = 50;
const LONGEST_LOG = 500;

/** Runs `r` as they are shown. */
function view(db: Statements, runs: AliasedExpression<Selectable<Tables['archive_run']>, 'r'>) {
  return db
    .selectFrom(runs)
    .leftJoin('export_target as t', 't.id', 'r.target_id')
    .leftJoin('upload as u', 'u.id', 'r.upload_id')
    .leftJoin('person as p', 'p.id', 'r.person_id')
    .select((eb) => [
      'r.id',
      'r.kind',
      'r.state',
      'r.cause',
      eb.ref('r.options').$castTo<RunOptions>().as('options'),
      eb.ref('r.progress').$castTo<RunView['progress']>().as('progress'),
      eb.ref('r.report').$castTo<RunReport | null>().as('report'),
      'r.problem',
      'r.attempts',
      'r.retry_of as retryOf',
      'r.created_at as createdAt',
      'r.started_at as startedAt',
      'r.ended_at as endedAt',
      eb('r.cancel_asked_at', 'is not', null).$castTo<boolean>().as('cancelAsked'),
      namedOrNull(eb.ref('t.id'), eb.ref('t.name')).as('target'),
      namedOrNull(eb.ref('u.id'), eb.ref('u.name')).as('upload'),
      namedOrNull(eb.ref('p.id'), eb.ref('p.name')).as('person'),
    ]);
}

export type RunFilter = {
  kind: RunKind;
  target?: number | undefined;
  cursor?: number | undefined;
  limit?: number | undefined;
};

/** A page of runs, newest first, of one target or of all, and the cursor of the next page. */
export async function listRuns(
  store: Store,
  { kind, target, cursor, limit = USUAL_PAGE }: RunFilter,
): Promise<{ items: RunView[]; next: string | null }> {
  const db = kysely(store.prisma);
  const page = db
    .selectFrom('archive_run')
    .selectAll()
    .where('kind', '=', kind)
    .$if(target !== undefined, (runs) => runs.where('target_id', '=', target ?? 0))
    .$if(cursor !== undefined, (runs) => runs.where('id', '<', cursor ?? 0))
    .orderBy('id', 'desc')
    .limit(limit + 1);
  const rows = await view(db, page.as('r')).orderBy('r.id', 'desc').execute();
  const items = rows.slice(0, limit).map(viewOf);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.id) : null };
}

/** The last run of each target, by the target's id. */
export async function lastRunOf(store: Store, targets: readonly number[]): Promise<Map<number, RunView>> {
  const db = kysely(store.prisma);
  const last = db
    .selectFrom(rowsOf('of_target', { id: list.ints(targets) }))
    .innerJoinLateral(
      (eb) => lastRun(eb).where('e.target_id', '=', eb.ref('of_target.id')).as('last'),
      (on) => on.onTrue(),
    )
    .selectAll('last');
  const rows = await view(db, last.as('r')).execute();
  return new Map(rows.flatMap((row) => (row.target ? [[row.target.id, viewOf(row)]] : [])));
}

/** A run with the last lines of its log. */
export async function readRun(store: Store, id: number): Promise<FollowedRun | undefined> {
  const db = kysely(store.prisma);
  const row = await view(db, db.selectFrom('archive_run').selectAll().where('id', '=', id).as('r')).executeTakeFirst();
  if (!row) return undefined;
  const lines = await store.prisma.runLine.findMany({
    where: { runId: id },
    select: { n: true, at: true, level: true, text: true },
    orderBy: { n: 'desc' },
    take: LONGEST_LOG,
  });
  return {
    ...viewOf(row),
    retryOf: row.retryOf,
    log: lines.reverse().map((line) => ({ ...line, at: line.at.toISOString() })),
  };
}

/**
 * The files of a run: of one outcome or all, whose paths hold `q`, in the order in which the run named them. The counts
 * are of the whole run.
 */
export async function runFiles(
  store: Store,
  id: number,
  {
    outcome,
    q,
    cursor = 0,
    limit = FILES_PAGE,
  }: { outcome?: string | undefined; q?: string | undefined; cursor?: number | undefined; limit?: number | undefined },
): Promise<RunFilesPage> {
  const rows = await kysely(store.prisma)
    .selectFrom('run_file')
    .select(['n', 'outcome', 'path', 'line', 'detail'])
    .where('run_id', '=', id)
    .where('n', '>', cursor)
    .$if(Boolean(outcome), (files) => files.where('outcome', '=', outcome ?? ''))
    .$if(Boolean(q), (files) => files.where((eb) => holds(eb.ref('path'), q ?? '')))
    .orderBy('n')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.n) : null, counts: await countsOf(store, id) };
}

/**
 * What needs attention: of each live target the last run, where that failed, and the last import, where that failed;
 * the newest first.
 */
export async function failedRuns(store: Store): Promise<RunView[]> {
  const db = kysely(store.prisma);
  const ofTargets = db
    .selectFrom('export_target as live')
    .innerJoinLateral(
      (eb) =>
        lastRun(eb)
          .where('e.target_id', '=', eb.ref('live.id'))
          .where('e.ended_at', 'is not', null)
          .where('e.state', '<>', 'cancelled')
          .where((run) => sql<boolean>`NOT ${run.ref('e.options')} @> '{"plan": true}'`)
          .as('last'),
      (on) => on.onTrue(),
    )
    .where('live.removed_at', 'is', null)
    .selectAll('last');
  const imports = db
    .selectFrom((eb) =>
      lastRun(eb)
        .where('e.kind', '=', 'import')
        .where('e.ended_at', 'is not', null)
        .where('e.state', '<>', 'cancelled')
        .as('import'),
    )
    .selectAll('import');
  const rows = await view(db, ofTargets.unionAll(imports).as('r'))
    .where('r.state', '=', 'failed')
    .orderBy('r.id', 'desc')
    .execute();
  return rows.map(viewOf);
}

/** How many files had which outcome: what the report says about the whole run, and until then what was named so far. */
async function countsOf(store: Store, id: number): Promise<Record<string, number>> {
  const db = kysely(store.prisma);
  const run = await db
    .selectFrom('archive_run')
    .select((eb) => sql<Record<string, number> | null>`${eb.ref('report')} -> 'files'`.as('files'))
    .where('id', '=', id)
    .executeTakeFirst();
  if (run?.files) return run.files;
  const rows = await db
    .selectFrom('run_file')
    .select(['outcome', count.as('count')])
    .where('run_id', '=', id)
    .groupBy('outcome')
    .execute();
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

/** A run from its row. */
function viewOf({ retryOf: _, ...row }: RunRow): RunView {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

/** The last run `e` of those that are asked for. */
function lastRun(db: Pick<ExpressionBuilder<Tables, never>, 'selectFrom'>) {
  return db.selectFrom('archive_run as e').selectAll('e').orderBy('e.id', 'desc').limit(1);
}

function namedOrNull(id: Expression<number | null>, name: Expression<string | null>) {
  return sql<{
    id: number;
    name: string;
  } | null>`CASE WHEN ${id} IS NOT NULL THEN ${jsonBuildObject({ id, name })} END`;
}
