import { type Day, dayBefore } from '../kernel/day.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Edition } from '../kernel/revision/text.ts';
import { type Entry, parseEntries, renderEntry } from './entries.ts';
import { formatsHead, parseFormats } from './formats.ts';
import { failAt, type Lines, linesOf, nextText, quoted } from './lines.ts';
import type { PageProblem } from './page-text.ts';
import { dayPath, linkTo, shownDay } from './paths.ts';

/** Everything that a day's page says (the layout, "Day page"), its entries in an editor's order. */
export type DayPage = { edition: Edition; day: Day; entries: Entry[] };

/** The page's exact text, the same for index.md and README.md. Line ends within a text become spaces. */
export function renderDayPage(page: DayPage): string {
  const formats = page.edition === '2018' ? formatsHead(baseLink(page.day)) : '';
  const entries = page.entries.map(renderEntry).join('');
  return `${formats}${dayHeading(page.day)}\n\n${entries}${previousHeading(page.day)}\n\n`;
}

/**
 * What a day's page says. Takes its text (see `decodePage`) and the day of its path. Blank lines and a missing
 * last line end may differ from the layout: rendering the value shows how.
 * Refused, with line and reason: whatever the value could not say.
 */
export function parseDayPage(text: string, day: Day): Result<DayPage, PageProblem> {
  const lines = linesOf(text);
  const formats = parseFormats(lines, baseLink(day));
  if (!formats.ok) return formats;
  const heading = expectLine(lines, dayHeading(day), "the day of the page's path");
  if (!heading.ok) return heading;
  const entries = parseEntries(lines);
  if (!entries.ok) return entries;
  const end = expectLine(lines, previousHeading(day), 'an entry, or the calendar day before at the end of the page');
  if (!end.ok) return end;
  if (nextText(lines) !== undefined)
    return failAt(
      lines,
      `The link to the previous day must be the last line. Found ${quoted(nextText(lines))} after it.`,
    );
  return ok({ edition: formats.value ? '2018' : '2017', day, entries: entries.value });
}

/** Reads the one line that can be here; refused where another does. */
export function expectLine(lines: Lines, expected: string, what: string): Result<undefined, PageProblem> {
  const line = nextText(lines);
  if (line?.trimEnd() !== expected) return failAt(lines, `Expected “${expected}”, ${what}, but found ${quoted(line)}.`);
  lines.at += 1;
  return ok(undefined);
}

function dayHeading(day: Day): string {
  return `## [${shownDay(day)}](${linkTo(dayPath(day))})`;
}

/** The first day of all has none before it; its page leads to itself. */
function previousHeading(day: Day): string {
  return `## [Previous Day...](${linkTo(dayPath(dayBefore(day) ?? day))})`;
}

/** The formats of a day's page are linked without a slash before them. */
function baseLink(day: Day): string {
  return dayPath(day).slice('news/'.length, -'.md'.length);
}
