import { setImmediate } from 'node:timers/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { recordEvents } from '../../audit/store/audit.ts';
import { logSince, markLog } from '../../audit/store/change-log.ts';
import { archiveState } from '../../editorial/published/archive-state.ts';
import type { Day } from '../../kernel/day.ts';
import { dayToConfirm } from '../../kernel/far-day.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { dayOfInstant } from '../../kernel/near-today.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { inLongTransaction, type LongTransaction } from '../../platform/database/pool-transaction.ts';
import { Rollback } from '../../platform/database/transaction.ts';
import { Batches, type ImportProgress, Turn } from './batches.ts';
import { IssueCollector } from './issue-collector.ts';
import { Names } from './names.ts';
import { type ImportPlan, planDays, writePlan } from './plan.ts';
import { ArchiveBefore } from './reading/archive-before.ts';
import { type NamePass, type Overview, readNames } from './reading/read-names.ts';
import { type FileListener, type ImportReport, ImportTally } from './report.ts';
import { resolveDays } from './resolve-days.ts';
import type { ResolveContext, ResolvedDay } from './resolved.ts';
import { type ImportSource, type OtherFile, readDay, type SourceStep } from './staged.ts';
import type { ImportAs } from './store/imported-entry.ts';
import { takeProse } from './take-prose.ts';

export type ImportOptions = {
  person: PersonId;
  /** Who else holds what the person came in with: what waits counts as theirs too. */
  hands: readonly PersonId[];
  publish: boolean;
  dryRun: boolean;
  /** Whether days far ahead are meant, where their entries are published now. Left out, nobody is asked. */
  farDayConfirmed?: boolean | undefined;
  /** Stops the import, which then throws the signal's reason and leaves nothing behind. */
  signal?: AbortSignal | undefined;
  onProgress?: ((done: ImportProgress) => void) | undefined;
  onFile?: FileListener | undefined;
};

/**
 * Imports a source in one transaction: all of it or nothing. The first pass reads the names that pages use for each
 * other, the second resolves each day in which something is new, decides and writes. A dry run does the same and writes
 * nothing.
 */
export async function runImport(store: Store, source: ImportSource, options: ImportOptions): Promise<ImportReport> {
  const started = performance.now();
  const { dryRun, publish } = options;
  const tally = new ImportTally(dryRun, options.onFile);
  // What readers see before the import is read on a connection of its own, so that nothing which it writes is taken for
  // it.
  const snapshot: LongTransaction = { snapshot: true, keep: false };
  await inLongTransaction(store, snapshot, async (seen) => {
    await archiveState(kysely(seen));
    await inLongTransaction(store, { keep: !dryRun }, async (client) => {
      const { at } = await kysely(client).selectNoFrom(sql<string>`now()::text`.as('at')).executeTakeFirstOrThrow();
      const as: ImportAs = { person: options.person, hands: options.hands, publish, at };
      const mark = await markLog(client);
      const pass: NamePass = {
        client,
        seen,
        source,
        publish,
        dryRun,
        farDayConfirmed: options.farDayConfirmed,
        turn: new Turn(options.signal, options.onProgress),
      };
      source.lookIn?.(client);
      await writeSteps(pass, await readNames(pass, tally), as, tally);
      await tally.told();
      if (dryRun) return;
      await recordImport(client, source, as, tally.report);
      // What waits is not in the log of what readers see.
      if (publish) await logSince(client, mark);
    });
  });
  return { ...tally.report, seconds: Math.round((performance.now() - started) / 10) / 100 };
}

/** The second pass. While the database takes a batch in, the next one is read and resolved. */
async function writeSteps(pass: NamePass, overview: Overview, as: ImportAs, tally: ImportTally): Promise<void> {
  const { client, source, turn } = pass;
  const resolveContext: ResolveContext = {
    client,
    names: new Names(overview.book),
    before: new ArchiveBefore(pass.seen),
    tally,
  };
  const issues = new IssueCollector(pass.dryRun, tally);
  const writing = new Batches(async (batches: ResolvedDay[][]) => {
    for (const days of batches) await takeDays(pass, days, as, tally, issues);
    await tally.told();
  });
  const reading = new Batches(async (steps: SourceStep[]) => {
    turn.check();
    await takeOthers(client, steps, as, tally, pass.dryRun);
    const read = steps.flatMap(({ day }) => (day ? [readDay(day)] : []));
    for (const refused of read.flatMap((day) => day.refused)) tally.refused(refused);
    const days = await resolveDays(
      resolveContext,
      read.map(({ day }) => day),
    );
    await writing.add(days, Number.POSITIVE_INFINITY);
  });
  let entries = tally.report.entries.unchanged;
  for await (const step of source.steps((day) => overview.resolved.has(day))) {
    turn.check();
    const size = step.day?.entries.length ?? 0;
    entries += size;
    await reading.add(step, size + step.others.length);
    turn.progress({ entries, total: overview.entries, phase: 'writing' });
    // Reading is synchronous: without a pause, what is to be written would stay in this process.
    await setImmediate();
  }
  await reading.end();
  await writing.end();
}

/** Files that belong to no day, and those that are refused on the way. */
async function takeOthers(
  client: pg.ClientBase,
  steps: readonly SourceStep[],
  as: ImportAs,
  tally: ImportTally,
  dryRun: boolean,
): Promise<void> {
  for (const refused of steps.flatMap((step) => step.refused)) tally.refused(refused);
  for (const step of steps) tally.report.files.skipped += step.skipped;
  for (const repeat of steps.flatMap((step) => step.repeats ?? [])) tally.repeated(repeat);
  const others: OtherFile[] = steps.flatMap((step) => step.others);
  for (const other of others)
    tally.taken({ ...other, altered: false }, other.kind === 'front' ? other.rendered : other.text);
  const prose = others.filter((other) => other.kind === 'prose');
  await takeProse(client, as, prose, dryRun, tally);
}

async function takeDays(
  { client, publish, dryRun, farDayConfirmed }: NamePass,
  days: readonly ResolvedDay[],
  as: ImportAs,
  tally: ImportTally,
  issues: IssueCollector,
): Promise<void> {
  const plan = await planDays(client, days, publish, tally);
  if (publish && farDayConfirmed === false) refuseFarDays(plan, dayOfInstant(new Date().toISOString()));
  await issues.take(client, days, plan);
  if (!dryRun) await writePlan(client, plan, as);
}

/** Throws where the import publishes an entry on a day far ahead that readers do not know yet. */
function refuseFarDays({ create, drafts }: ImportPlan, today: Day): void {
  for (const { path, text } of [...create, ...drafts.map(({ entry }) => entry)])
    if (dayToConfirm(text.day, undefined, today)) throw new Rollback({ code: 'far-day', day: text.day, path });
}

/** Records an import; one that publishes is recorded as the approval that it is. */
async function recordImport(
  client: pg.ClientBase,
  source: ImportSource,
  as: ImportAs,
  report: ImportReport,
): Promise<void> {
  const { files, entries, days, prose } = report;
  const by = { person: as.person, channel: 'import', hands: as.hands } as const;
  await recordEvents(client, by, {
    type: as.publish ? 'approve-import' : 'import',
    payload: { source: source.name, files, entries, days, prose },
  });
}
