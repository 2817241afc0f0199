import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { learnArchive } from '../../discovery/learning/learn-archive.ts';
import { type SuggestLine, suggestLine } from '../../discovery/suggestions/contract/suggest.ts';
import { type Suggestions, suggest } from '../../discovery/suggestions/queries/suggest.ts';
import type { Draft } from '../../discovery/suggestions/rules/suggestion.ts';
import { knownContexts } from '../../editorial/contexts/queries/known-contexts.ts';
import type { FieldProblem } from '../../kernel/app-error.ts';
import { parsed } from '../../kernel/contract/parsed.ts';
import { problemsOf } from '../../kernel/contract/problems.ts';
import type { Store } from '../../platform/database/database.ts';
import { STATUS } from '../exit-status.ts';
import { linesInGroups } from '../json-lines.ts';
import { keepPace, printLine, printNote, table } from '../output.ts';
import { progressLine } from '../progress.ts';
import { withStore } from '../with-store.ts';
import { workedAhead } from '../work-ahead.ts';

type Options = { date?: string; headline?: string; summary?: string; context?: string[]; json?: true; batch?: string };
type ReadLine = { number: number; line: SuggestLine } | { number: number; problem: string };

const AT_ONCE = 50;
/** So many groups are under way: one is scored here while the database reads for another. */
const AHEAD = 3;
const MOST_NAMES_TOLD = 20;

/**
 * Adds `suggest` to the program: contexts, related entries and possible duplicates for entries that are not there yet.
 */
export function suggestCommand(program: Command): void {
  program
    .command('suggest')
    .description('suggest contexts and related entries for an entry, and find likely duplicates. Nothing is saved')
    .option('--date <day>', "the entry's day, as YYYY-MM-DD")
    .option('--headline <text>', 'its headline')
    .option('--summary <text>', 'its summary')
    .option('--context <name...>', 'a context that it already has; may be repeated')
    .option('--json', 'print the suggestions as one line of JSON')
    .option(
      '--batch <file>',
      'many entries: lines of JSON {"date", "headline", "summary"?, "contexts"?} from a file, or "-" for standard ' +
        'input; one line of JSON is printed for each, in their order',
    )
    .action(async (options: Options) => {
      process.exitCode = options.batch === undefined ? await one(options) : await many(options.batch, options);
    });
}

async function one({ date, headline, summary, context, json }: Options): Promise<number> {
  if (date === undefined || headline === undefined)
    return wrong('Give one entry with --date and --headline, or many with --batch FILE.');
  const asked = suggestLine.safeParse({
    date,
    headline,
    ...(summary === undefined ? {} : { summary }),
    ...(context ? { contexts: context } : {}),
  });
  if (!asked.success) return wrong(inWords(problemsOf(asked.error)));
  return withStore(async (store) => {
    await learn(store);
    const unknown = new Set<string>();
    const [found] = await answers(store, [asked.data], unknown);
    if (found) printLine(json ? JSON.stringify(shaped(found)) : forPeople(found));
    tellUnknown(unknown);
    return STATUS.done;
  });
}

async function many(file: string, { date, headline, summary, context }: Options): Promise<number> {
  if (date !== undefined || headline !== undefined || summary !== undefined || context)
    return wrong('--batch takes its entries from the file only.');
  if (file !== '-' && !statSync(file, { throwIfNoEntry: false })?.isFile()) return wrong(`${file} is not a file.`);
  return withStore(async (store) => {
    await learn(store);
    const unknown = new Set<string>();
    let refused = 0;
    const answered = workedAhead(linesInGroups(file, AT_ONCE), AHEAD, async (group) => {
      const read = group.map((each) => ('text' in each ? parsedLine(each.number, each.text) : each));
      const lines = read.flatMap((each) => ('line' in each ? each.line : []));
      return { read, found: await answers(store, lines, unknown) };
    });
    for await (const { read, found } of answered) {
      const next = found.values();
      for (const each of read) {
        if ('line' in each) printLine(JSON.stringify(shaped(next.next().value as Suggestions)));
        else {
          refused += 1;
          printNote(`line ${each.number}: ${each.problem}`);
        }
      }
      if (!(await keepPace())) break;
    }
    tellUnknown(unknown);
    return refused ? STATUS.findings : STATUS.done;
  });
}

/** What was published a moment ago counts too. */
async function learn(store: Store): Promise<void> {
  const progress = progressLine();
  progress.show('Learning what was published …');
  await learnArchive(store);
  progress.clear();
}

async function answers(store: Store, lines: readonly SuggestLine[], unknown: Set<string>): Promise<Suggestions[]> {
  const known = await knownContexts(
    store,
    lines.flatMap((line) => line.contexts),
  );
  for (const name of lines.flatMap((line) => line.contexts)) if (!known.has(name)) unknown.add(name);
  const drafts = lines.map(
    ({ date, headline, summary, contexts }): Draft => ({
      entry: null,
      day: date,
      headline,
      summary,
      contexts: [...new Set(contexts.flatMap((name) => known.get(name) ?? []))],
      urls: [],
    }),
  );
  return suggest(store, drafts);
}

function parsedLine(number: number, text: string): ReadLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { number, problem: 'This is not JSON.' };
  }
  const line = parsed(suggestLine, value);
  return line.success ? { number, line: line.data } : { number, problem: inWords(problemsOf(line.error)) };
}

function inWords(problems: readonly FieldProblem[]): string {
  return problems.map(({ field, message }) => `${field} ${message}`).join(' ');
}

/** The line that is printed: names and paths, no ids of this archive. */
function shaped({ contexts, related, duplicates }: Suggestions): unknown {
  return {
    contexts: contexts.map(({ name, score, reason, chosen }) => ({
      name,
      score,
      reason,
      ...(chosen ? { chosen } : {}),
    })),
    related: related.map(({ path, headline, score, shared }) => ({ path, headline, score, shared })),
    duplicates: duplicates.map(({ path, headline, score, reason }) => ({ path, headline, score, reason })),
  };
}

function forPeople({ contexts, related, duplicates }: Suggestions): string {
  const part = (title: string, lines: string[]) => [
    title,
    ...(lines.length ? lines : ['none']).map((line) => `  ${line}`),
  ];
  const entry = ({ day, headline, reason }: { day: string; headline: string; reason: string }) =>
    `${day}  ${headline} (${reason})`;
  const rows = contexts.map(({ name, score, reason, chosen }) => [chosen ? '*' : ' ', score.toFixed(2), name, reason]);
  return [
    ...part('Contexts (* would be selected)', rows.length ? table(rows).split('\n') : []),
    ...part('Related', related.map(entry)),
    ...part('Likely duplicates', duplicates.map(entry)),
  ].join('\n');
}

function tellUnknown(names: ReadonlySet<string>): void {
  if (!names.size) return;
  const some = [...names].slice(0, MOST_NAMES_TOLD);
  const more = names.size - some.length;
  printNote(
    `Ignored unknown ${names.size === 1 ? 'context' : 'contexts'}: ` +
      `${some.join('; ')}${more ? `; and ${more} more` : ''}.`,
  );
}

function wrong(sentence: string): number {
  printNote(sentence);
  return STATUS.usage;
}
