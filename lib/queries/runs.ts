import type { ExportReport } from '../archive/export/report.ts';
import type { ImportReport } from '../archive/import/report.ts';
import type { BulkVerb } from '../domain/bulk/verbs.ts';
import type { TargetSettings } from '../schemas/exports.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import type { RunCause, RunKind, RunOptions, RunState } from '../store/runs.ts';

/** What a run keeps of an export's report: without the lists of paths, with the settings it wrote by, and what the target held before: null where nothing. */
export type StoredExportReport = ExportReport & { commit?: string | null; settings: TargetSettings; before: { position: number; settings: TargetSettings } | null };

/** What a bulk run came to: how many entries were done, and how many were refused. */
export type BulkReport = { verb: BulkVerb; files: { done: number; failed: number } };

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

type Row = Omit<RunView, 'createdAt' | 'startedAt' | 'endedAt'> & { createdAt: Date; startedAt: Date | null; endedAt: Date | null; retryOf: number | null };

const USUAL_PAGE = 20;
const FILES_PAGE = 50;
const LONGEST_LOG = 500;

const VIEW = Prisma.sql`
  SELECT r.id, r.kind::text AS kind, r.state::text AS state, r.cause::text AS cause, r.options, r.progress, r.report, r.problem, r.attempts, r.retry_of AS "retryOf",
      r.created_at AS "createdAt", r.started_at AS "startedAt", r.ended_at AS "endedAt", r.cancel_asked_at IS NOT NULL AS "cancelAsked",
      CASE WHEN t.id IS NOT NULL THEN jsonb_build_object('id', t.id, 'name', t.name) END AS target,
      CASE WHEN u.id IS NOT NULL THEN jsonb_build_object('id', u.id, 'name', u.name) END AS upload,
      CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'name', p.name) END AS person`;
const JOINED = Prisma.sql`LEFT JOIN export_target t ON t.id = r.target_id LEFT JOIN upload u ON u.id = r.upload_id LEFT JOIN person p ON p.id = r.person_id`;

export type RunFilter = { kind: RunKind; target?: number | undefined; cursor?: number | undefined; limit?: number | undefined };

/** A page of runs, newest first, of one target or of all, and the cursor of the next page. */
export async function listRuns(store: Store, { kind, target, cursor, limit = USUAL_PAGE }: RunFilter): Promise<{ items: RunView[]; next: string | null }> {
  const asked = [Prisma.sql`r.kind = ${kind}::run_kind`];
  if (target !== undefined) asked.push(Prisma.sql`r.target_id = ${target}`);
  if (cursor !== undefined) asked.push(Prisma.sql`r.id < ${cursor}`);
  const rows = await store.prisma.$queryRaw<Row[]>`
    ${VIEW} FROM (SELECT * FROM archive_run r WHERE ${Prisma.join(asked, ' AND ')} ORDER BY r.id DESC LIMIT ${limit + 1}) r ${JOINED} ORDER BY r.id DESC`;
  const items = rows.slice(0, limit).map(viewOf);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.id) : null };
}

/** The last run of each target, by the target's id. */
export async function lastRunOf(store: Store, targets: readonly number[]): Promise<Map<number, RunView>> {
  const rows = await store.prisma.$queryRaw<Row[]>`
    ${VIEW} FROM (SELECT last.* FROM unnest(${[...targets]}::int[]) AS of_target, LATERAL (
      SELECT * FROM archive_run e WHERE e.target_id = of_target ORDER BY e.id DESC LIMIT 1) last) r ${JOINED}`;
  return new Map(rows.flatMap((row) => (row.target ? [[row.target.id, viewOf(row)]] : [])));
}

/** A run with the last lines of its log. */
export async function readRun(store: Store, id: number): Promise<FollowedRun | undefined> {
  const [row] = await store.prisma.$queryRaw<Row[]>`${VIEW} FROM archive_run r ${JOINED} WHERE r.id = ${id}`;
  if (!row) return undefined;
  const lines = await store.prisma.$queryRaw<(Omit<RunLogLine, 'at'> & { at: Date })[]>`
    SELECT n, at, level, text FROM run_line WHERE run_id = ${id} ORDER BY n DESC LIMIT ${LONGEST_LOG}`;
  return { ...viewOf(row), retryOf: row.retryOf, log: lines.reverse().map((line) => ({ ...line, at: line.at.toISOString() })) };
}

/** The files of a run: of one outcome or all, whose paths hold `q`, in the order in which the run named them. The counts are of the whole run. */
export async function runFiles(
  store: Store,
  id: number,
  { outcome, q, cursor = 0, limit = FILES_PAGE }: { outcome?: string | undefined; q?: string | undefined; cursor?: number | undefined; limit?: number | undefined },
): Promise<RunFilesPage> {
  const asked = [Prisma.sql`run_id = ${id}`, Prisma.sql`n > ${cursor}`];
  if (outcome) asked.push(Prisma.sql`outcome = ${outcome}`);
  if (q) asked.push(Prisma.sql`strpos(lower(path), lower(${q})) > 0`);
  const rows = await store.prisma.$queryRaw<RunFile[]>`SELECT n, outcome, path, line, detail FROM run_file WHERE ${Prisma.join(asked, ' AND ')} ORDER BY n LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.n) : null, counts: await countsOf(store, id) };
}

/** What needs care: of each live target the last run, where that failed, and the last import, where that failed; the newest first. */
export async function careRuns(store: Store): Promise<RunView[]> {
  const rows = await store.prisma.$queryRaw<Row[]>`
    ${VIEW} FROM (
      SELECT last.* FROM export_target live, LATERAL (
        SELECT * FROM archive_run e WHERE e.target_id = live.id AND e.ended_at IS NOT NULL AND e.state <> 'cancelled' AND NOT e.options @> '{"plan": true}' ORDER BY e.id DESC LIMIT 1) last
       WHERE live.removed_at IS NULL
      UNION ALL
      (SELECT * FROM archive_run i WHERE i.kind = 'import' AND i.ended_at IS NOT NULL AND i.state <> 'cancelled' ORDER BY i.id DESC LIMIT 1)
    ) r ${JOINED} WHERE r.state = 'failed' ORDER BY r.id DESC`;
  return rows.map(viewOf);
}

/** How many files had which outcome: what the report says of the whole run, and until then what was named so far. */
async function countsOf(store: Store, id: number): Promise<Record<string, number>> {
  const [run] = await store.prisma.$queryRaw<{ files: Record<string, number> | null }[]>`SELECT report -> 'files' AS files FROM archive_run WHERE id = ${id}`;
  if (run?.files) return run.files;
  const rows = await store.prisma.$queryRaw<{ outcome: string; count: number }[]>`SELECT outcome, count(*)::int AS count FROM run_file WHERE run_id = ${id} GROUP BY outcome`;
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}

/** A run from its row. */
function viewOf({ retryOf: _, ...row }: Row): RunView {
  return { ...row, createdAt: row.createdAt.toISOString(), startedAt: row.startedAt?.toISOString() ?? null, endedAt: row.endedAt?.toISOString() ?? null };
}
