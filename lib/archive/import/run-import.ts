import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { PersonId } from '../../domain/ids.ts';
import { commaNamesImplied } from '../../layout/comma-names.ts';
import { knownNames } from '../../layout/known-names.ts';
import { splitTitle, titleOf } from '../../layout/title.ts';
import { logSince, markLog } from '../../store/change-log.ts';
import type { Store } from '../../store/database.ts';
import { beginStaging, settleIds } from '../../store/import-staging.ts';
import {
  type ImportAs,
  type ImportedEvent,
  type KnownEvent,
  knownDays,
  knownEvents,
  proposeTexts,
  publishDrafts,
  publishTexts,
  rememberImport,
  writeDayOrders,
  writeNewEvents,
  writeProse,
} from '../../store/import-writing.ts';
import { inLongTransaction } from '../../store/long-transaction.ts';
import { allNames } from '../../store/vocabulary.ts';
import { ContextBook } from './context-book.ts';
import { decideDay, decideEvent, hashFor } from './decide.ts';
import { addRefused, addTaken, emptyReport, type ImportReport } from './report.ts';
import { type Names, newNames, type SettledDay, type SettledEvent, settleDays } from './settle.ts';
import type { ImportSource, OtherFile, StagedEvent, Step } from './staged.ts';

export type ImportOptions = { person: PersonId; publish: boolean; dryRun: boolean; onProgress?: (done: { events: number; phase: 'reading' | 'writing' }) => void };

/** Days are settled and written together until they hold this many events. */
const BATCH = 500;
const MOST_SEEN = 20_000;

/**
 * Imports a source in one transaction: all of it or nothing. The first pass reads the names that pages use for each other,
 * the second settles each day, decides and writes. A dry run does the same and writes nothing.
 */
export async function runImport(store: Store, source: ImportSource, options: ImportOptions): Promise<ImportReport> {
  const started = performance.now();
  const report = emptyReport(options.dryRun);
  await inLongTransaction(store, { keep: !options.dryRun }, async (client) => {
    const { rows } = await client.query<{ at: string }>('SELECT now()::text AS at');
    const as: ImportAs = { person: options.person, publish: options.publish, at: rows[0]?.at ?? '' };
    const mark = await markLog(client);
    const book = await readNames(client, source, options, report);
    await writeSteps(client, source, book, as, options, report);
    if (options.dryRun) return;
    await recordImport(client, source, as, report);
    await logSince(client, mark);
  });
  return { ...report, seconds: Math.round((performance.now() - started) / 10) / 100 };
}

/** The first pass: every event's titles and lists into the staging table, and the comma names that the lists prove. */
async function readNames(client: pg.ClientBase, source: ImportSource, options: ImportOptions, report: ImportReport): Promise<ContextBook> {
  const vocabulary = new Set(await allNames(client));
  const staging = await beginStaging(client);
  const seen = new Set<string>();
  let events = 0;
  for await (const { day } of source.steps()) {
    for (const event of day?.events ?? []) {
      await staging.row([event.path, ...titlesOf(event), JSON.stringify(event.listings)]);
      events += 1;
      learnCommaNames(event, vocabulary, seen, report);
    }
    options.onProgress?.({ events, phase: 'reading' });
  }
  await staging.end();
  await settleIds(client);
  return new ContextBook(knownNames(vocabulary), options.dryRun);
}

function titlesOf({ page }: StagedEvent): [string, string] {
  if (page.edition === '2017') return [page.title, splitTitle(page.title).headline];
  return [titleOf(page.kicker ?? '', page.title), page.title];
}

/** Lists in order prove some names with commas; short ones, of what two events share, prove the most. */
function learnCommaNames(event: StagedEvent, vocabulary: Set<string>, seen: Set<string>, report: ImportReport): void {
  const lists = event.page.related.map((item) => item.contexts);
  for (const listing of event.listings) {
    if ('names' in listing) for (const name of listing.names) vocabulary.add(name);
    else if (listing.sorted) lists.push(listing.list);
  }
  for (const name of lists.filter((list) => isNews(list, seen)).flatMap((list) => commaNamesImplied(list).proven)) {
    if (!vocabulary.has(name)) report.inferred.push(name);
    vocabulary.add(name);
  }
}

/** Whether a list is worth reading for names with commas: it has a comma, and was not read a moment ago. */
function isNews(list: string, seen: Set<string>): boolean {
  if (!list.includes(', ') || seen.has(list)) return false;
  if (seen.size >= MOST_SEEN) seen.clear();
  seen.add(list);
  return true;
}

/** The second pass. While the database takes a batch in, the files of the next one are read. */
async function writeSteps(client: pg.ClientBase, source: ImportSource, book: ContextBook, as: ImportAs, options: ImportOptions, report: ImportReport): Promise<void> {
  const names = newNames(book);
  let [batch, events, written]: [Step[], number, number] = [[], 0, 0];
  let writing: Promise<void> = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = takeBatch(client, names, batch, as, options, report);
    // A failure is thrown where the batch is waited for, not while the next one is read.
    writing.catch(() => undefined);
    written += events;
    options.onProgress?.({ events: written, phase: 'writing' });
    [batch, events] = [[], 0];
  };
  for await (const step of source.steps()) {
    batch.push(step);
    events += step.day?.events.length ?? 0;
    if (events >= BATCH) await flush();
    // Reading is synchronous: without a pause, what is to be written would stay in this process.
    await setImmediate();
  }
  await flush();
  await writing;
}

async function takeBatch(client: pg.ClientBase, names: Names, batch: readonly Step[], as: ImportAs, options: ImportOptions, report: ImportReport): Promise<void> {
  for (const refused of batch.flatMap((step) => step.refused)) addRefused(report, refused);
  await takeOthers(
    client,
    batch.flatMap((step) => step.others),
    as,
    options,
    report,
  );
  const days = batch.flatMap((step) => (step.day ? [step.day] : []));
  if (days.length) await writeBatch(client, await settleDays(client, names, days, report), as, options, report);
}

async function takeOthers(client: pg.ClientBase, others: readonly OtherFile[], as: ImportAs, options: ImportOptions, report: ImportReport): Promise<void> {
  for (const other of others) addTaken(report, { ...other, altered: false }, other.kind === 'front' ? other.rendered : other.text);
  const prose = others.filter((other) => other.kind === 'prose');
  if (prose.length && !options.dryRun) await writeProse(client, as, prose);
}

async function writeBatch(client: pg.ClientBase, days: readonly SettledDay[], as: ImportAs, options: ImportOptions, report: ImportReport): Promise<void> {
  const plan = await planEvents(client, days, as, report);
  const orders = await planDays(client, days, as, report);
  if (options.dryRun) return;
  if (plan.create.length) await writeNewEvents(client, as, plan.create);
  if (plan.publish.length) await publishTexts(client, as, plan.publish);
  if (plan.drafts.length) await publishDrafts(client, as, plan.drafts);
  if (plan.propose.length) await proposeTexts(client, as, plan.propose);
  if (plan.remember.length) await rememberImport(client, plan.remember);
  await writeDayOrders(client, as, orders);
}

type EventPlan = {
  create: ImportedEvent[];
  publish: ImportedEvent[];
  remember: ImportedEvent[];
  drafts: { event: ImportedEvent; known: KnownEvent }[];
  propose: { event: ImportedEvent; known: KnownEvent }[];
};

async function planEvents(client: pg.ClientBase, days: readonly SettledDay[], as: ImportAs, report: ImportReport): Promise<EventPlan> {
  const events = days.flatMap((day) => day.events);
  const known = await knownEvents(
    client,
    events.filter((event) => event.known).map((event) => event.imported.event),
  );
  const plan: EventPlan = { create: [], publish: [], remember: [], drafts: [], propose: [] };
  for (const event of events) place(event, known.get(event.imported.event), as.publish, plan, report);
  return plan;
}

function place(settled: SettledEvent, known: KnownEvent | undefined, publish: boolean, plan: EventPlan, report: ImportReport): void {
  const event = settled.imported;
  const decision = decideEvent(settled, known, publish);
  if (decision.kind === 'blocked') {
    addRefused(report, { path: event.path, line: 0, reason: decision.reason });
    return;
  }
  if (settled.staged.file) addTaken(report, settled.staged.file, settled.written);
  report.events[OUTCOMES[decision.kind]] += 1;
  if (decision.kind === 'create') plan.create.push(event);
  else if (decision.kind === 'publish') plan.publish.push(event);
  else if (decision.kind === 'remember') plan.remember.push(event);
  else if (decision.kind === 'publish-draft' && known) plan.drafts.push({ event, known });
  else if (decision.kind === 'propose' && known) plan.propose.push({ event, known });
}

const OUTCOMES = { create: 'created', publish: 'updated', 'publish-draft': 'updated', propose: 'updated', remember: 'unchanged', unchanged: 'unchanged' } as const;

async function planDays(client: pg.ClientBase, days: readonly SettledDay[], as: ImportAs, report: ImportReport) {
  const known = await knownDays(
    client,
    days.map((day) => day.day),
  );
  return days.flatMap((day) => {
    const order = decideDay(day, known.get(day.day), as.publish);
    report.days[order ? 'written' : 'unchanged'] += 1;
    return order ? [{ day: day.day, order, importedHash: hashFor(day, as.publish) }] : [];
  });
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
