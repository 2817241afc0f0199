import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { PersonId } from '../../domain/ids.ts';
import { logSince, markLog } from '../../store/change-log.ts';
import type { Store } from '../../store/database.ts';
import { type ImportAs, writeProse } from '../../store/import-writing.ts';
import { inLongTransaction } from '../../store/long-transaction.ts';
import { Batches, type ImportProgress, Turn } from './batches.ts';
import { Names } from './names.ts';
import { planDays, writePlan } from './plan.ts';
import { type Overview, type Pass, readNames } from './read-names.ts';
import { type ImportReport, ImportTally, type OnFile } from './report.ts';
import { type SettledDay, settleDays } from './settle.ts';
import { SettleList } from './settle-list.ts';
import { type ImportSource, type OtherFile, readDay, type Step } from './staged.ts';

export type ImportOptions = {
  person: PersonId;
  publish: boolean;
  dryRun: boolean;
  /** Stops the import, which then throws the signal's reason and leaves nothing behind. */
  signal?: AbortSignal | undefined;
  onProgress?: ((done: ImportProgress) => void) | undefined;
  onFile?: OnFile | undefined;
};

/**
 * Imports a source in one transaction: all of it or nothing. The first pass reads the names that pages use for each other,
 * the second settles each day in which something is new, decides and writes. A dry run does the same and writes nothing.
 */
export async function runImport(store: Store, source: ImportSource, options: ImportOptions): Promise<ImportReport> {
  const started = performance.now();
  const { dryRun, publish } = options;
  const tally = new ImportTally(dryRun, options.onFile);
  await inLongTransaction(store, { keep: !dryRun }, async (client) => {
    const { rows } = await client.query<{ at: string }>('SELECT now()::text AS at');
    const as: ImportAs = { person: options.person, publish, at: rows[0]?.at ?? '' };
    const mark = await markLog(client);
    const pass: Pass = { client, source, publish, dryRun, turn: new Turn(options.signal, options.onProgress) };
    await writeSteps(pass, await readNames(pass, tally), as, tally);
    await tally.told();
    if (dryRun) return;
    await recordImport(client, source, as, tally.report);
    await logSince(client, mark);
  });
  return { ...tally.report, seconds: Math.round((performance.now() - started) / 10) / 100 };
}

/** The second pass. While the database takes a batch in, the next one is read and settled. */
async function writeSteps(pass: Pass, overview: Overview, as: ImportAs, tally: ImportTally): Promise<void> {
  const { client, source, turn } = pass;
  const names = new Names(overview.book);
  const settleList = new SettleList(pass.dryRun, tally);
  const writing = new Batches(async (batches: SettledDay[][]) => {
    for (const days of batches) await takeDays(pass, days, as, tally, settleList);
    await tally.told();
  });
  const settling = new Batches(async (steps: Step[]) => {
    turn.check();
    await takeOthers(client, steps, as, tally, pass.dryRun);
    const read = steps.flatMap(({ day }) => (day ? [readDay(day)] : []));
    for (const refused of read.flatMap((day) => day.refused)) tally.refused(refused);
    const days = await settleDays(
      client,
      names,
      read.map(({ day }) => day),
      tally,
    );
    await writing.add(days, Number.POSITIVE_INFINITY);
  });
  let events = tally.report.events.unchanged;
  for await (const step of source.steps((day) => overview.settled.has(day))) {
    turn.check();
    const size = step.day?.events.length ?? 0;
    events += size;
    await settling.add(step, size + step.others.length);
    turn.progress({ events, total: overview.events, phase: 'writing' });
    // Reading is synchronous: without a pause, what is to be written would stay in this process.
    await setImmediate();
  }
  await settling.end();
  await writing.end();
}

/** Files that belong to no day, and those that are refused on the way. */
async function takeOthers(client: pg.ClientBase, steps: readonly Step[], as: ImportAs, tally: ImportTally, dryRun: boolean): Promise<void> {
  for (const refused of steps.flatMap((step) => step.refused)) tally.refused(refused);
  for (const step of steps) tally.report.files.skipped += step.skipped;
  const others: OtherFile[] = steps.flatMap((step) => step.others);
  for (const other of others) tally.taken({ ...other, altered: false }, other.kind === 'front' ? other.rendered : other.text);
  const prose = others.filter((other) => other.kind === 'prose');
  if (prose.length && !dryRun) await writeProse(client, as, prose);
}

async function takeDays({ client, publish, dryRun }: Pass, days: readonly SettledDay[], as: ImportAs, tally: ImportTally, settleList: SettleList): Promise<void> {
  const plan = await planDays(client, days, publish, tally);
  await settleList.take(client, days, plan);
  if (!dryRun) await writePlan(client, plan, as);
}

/** Records an import that changed something; one that publishes is recorded as the approval that it is. */
async function recordImport(client: pg.ClientBase, source: ImportSource, as: ImportAs, report: ImportReport): Promise<void> {
  if (report.events.created + report.events.updated + report.days.written === 0) return;
  const detail = { source: source.name, files: report.files, events: report.events, days: report.days };
  await client.query(`INSERT INTO audit_fact (actor_id, channel, verb, detail) VALUES ($1, 'import', $2, $3)`, [
    as.person,
    as.publish ? 'approve-import' : 'import',
    JSON.stringify(detail),
  ]);
}
