import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import { allNames } from '../../../editorial/contexts/store/vocabulary.ts';
import type { Day } from '../../../kernel/day.ts';
import { commaNamesImplied } from '../../../layout/comma-names.ts';
import { knownNames } from '../../../layout/known-names.ts';
import { splitTitle, titleOf } from '../../../layout/title.ts';
import { Batches, type Turn } from '../batches.ts';
import { ContextBook } from '../context-book.ts';
import { isResolved } from '../decide.ts';
import type { ImportTally } from '../report.ts';
import { type ImportSource, type RawDay, readDay, type SourceStep, type StagedEntry } from '../staged.ts';
import {
  assignIds,
  beginStaging,
  daysImported,
  importedAt,
  type StagedName,
  stageNames,
} from '../store/import-staging.ts';
import { UsualSpellings } from '../usual-spellings.ts';
import { ownText } from './own-text.ts';

const MOST_SEEN = 10_000;

/**
 * What the first pass finds out: the vocabulary, the days in which nothing is to be read, and how many entries there
 * are.
 */
export type Overview = { book: ContextBook; resolved: ReadonlySet<Day>; entries: number };

/** How an import goes through its source. `seen` is the connection that reads what readers saw before it. */
export type NamePass = {
  client: pg.ClientBase;
  seen: pg.ClientBase;
  source: ImportSource;
  publish: boolean;
  dryRun: boolean;
  farDayConfirmed: boolean | undefined;
  turn: Turn;
};

/**
 * The first pass: which days say what they said to the last import, and of all others each entry's titles and lists,
 * for the pages that name it, and the comma names that the lists prove.
 */
export async function readNames(pass: NamePass, tally: ImportTally): Promise<Overview> {
  const { client } = pass;
  const vocabulary = new Vocabulary(await allNames(client), tally);
  const resolved = new Set<Day>();
  await beginStaging(client);
  let entries = 0;
  const batches = new Batches(async (steps: SourceStep[]) => {
    const unread = await skipUnchanged(pass, steps, resolved, tally);
    const staged = unread.flatMap((day) => readDay(day).day.entries);
    for (const entry of staged) vocabulary.learn(entry);
    await stageNames(client, staged.map(nameOf));
  });
  for await (const step of pass.source.steps()) {
    pass.turn.check();
    entries += step.day?.entries.length ?? 0;
    if (step.day) await batches.add(step, step.day.entries.length);
    pass.turn.progress({ entries, phase: 'reading' });
    await setImmediate();
  }
  await batches.end();
  await assignIds(client);
  return { book: new ContextBook(knownNames(vocabulary.names), vocabulary.spellings, pass.dryRun), resolved, entries };
}

/** The days among these steps in which there is something to read. The others are counted and noted as resolved. */
async function skipUnchanged(
  { client, publish }: NamePass,
  steps: readonly SourceStep[],
  resolved: Set<Day>,
  tally: ImportTally,
): Promise<RawDay[]> {
  const days = steps.flatMap(({ day }) => (day ? [day] : []));
  const entries = await importedAt(
    client,
    days.flatMap((day) => day.entries.map((entry) => entry.path)),
    publish,
  );
  const known = await daysImported(
    client,
    days.map((day) => day.day),
  );
  return steps.flatMap((step) => {
    const { day } = step;
    if (
      !day ||
      (step.refused.length === 0 && isResolved(day, entries, known, publish) && take(step, day, resolved, tally))
    )
      return [];
    return [day];
  });
}

/** Counts a day in which there is nothing to read. */
function take(step: SourceStep, day: RawDay, resolved: Set<Day>, tally: ImportTally): true {
  const { report } = tally;
  const isTwin = day.index?.readme && !day.index.file.path.endsWith('/README.md');
  resolved.add(day.day);
  report.files.skipped += step.skipped;
  for (const repeat of step.repeats ?? []) tally.repeated(repeat);
  report.files.exact += day.entries.filter((entry) => entry.isFile).length + (day.index ? 1 : 0) + (isTwin ? 1 : 0);
  report.entries.unchanged += day.entries.length;
  report.days.unchanged += 1;
  return true;
}

function nameOf(entry: StagedEntry): StagedName {
  const [title2017, title2018] = titlesOf(entry);
  return { path: entry.path, title2017, title2018, listings: JSON.stringify(entry.listings) };
}

function titlesOf({ page }: StagedEntry): [string, string] {
  if (page.edition === '2017') return [page.title, splitTitle(page.title).headline];
  return [titleOf(page.kicker ?? '', page.title), page.title];
}

/** The names of the vocabulary, and those with commas that the lists of an import prove. */
class Vocabulary {
  readonly names: Set<string>;
  readonly spellings = new UsualSpellings();
  private readonly tally: ImportTally;
  private readonly seen = new Set<string>();

  constructor(names: Iterable<string>, tally: ImportTally) {
    this.names = new Set(names);
    this.tally = tally;
  }

  /** Lists in order prove some names with commas; short ones, of what two entries share, prove the most. */
  learn(entry: StagedEntry): void {
    const lists = entry.page.related.map((item) => item.contexts);
    for (const listing of entry.listings) {
      if ('names' in listing) for (const name of listing.names) this.note(name);
      else if (listing.sorted) lists.push(listing.list);
    }
    for (const list of lists)
      if (this.isNews(list)) for (const name of commaNamesImplied(list).proven) this.infer(ownText(name));
  }

  private note(name: string): void {
    this.names.add(name);
    this.spellings.count(name.trim());
  }

  private infer(name: string): void {
    if (!this.names.has(name)) this.tally.inferred(name);
    this.names.add(name);
  }

  /** Whether a list is worth reading for names with commas: it has a comma, and was not read a moment ago. */
  private isNews(list: string): boolean {
    if (!list.includes(', ') || this.seen.has(list)) return false;
    if (this.seen.size >= MOST_SEEN) this.seen.clear();
    this.seen.add(ownText(list));
    return true;
  }
}
