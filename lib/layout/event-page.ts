import type { Day } from '../kernel/day.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { EarlierVersion, Edition } from '../kernel/revision/text.ts';
import { parseKicker } from './entries.ts';
import { type RelatedItem, renderChanges, renderRelated, renderSources, type SourceItem } from './event-items.ts';
import { parseSections } from './event-sections.ts';
import { formatsHead, parseFormats } from './formats.ts';
import { failAt, isBlank, isHeading, type Lines, linesOf, nextText, oneLine, quoted } from './lines.ts';
import type { PageProblem } from './page-text.ts';
import { dayPath, eventPath, linkTo, shownDay } from './paths.ts';

/** Everything that an event's page says (the layout, "Event page"). Texts are as the page has them, spaces and all. */
export type EventPage = {
  edition: Edition;
  day: Day;
  slug: string;
  /** Null: no kicker line. '': the line is there, and empty. The 2017 edition has none. */
  kicker: string | null;
  title: string;
  summary: string;
  sources: SourceItem[];
  changes: EarlierVersion[];
  related: RelatedItem[];
};

type PageHead = { kicker: string | null; title: string; summary: string };

/** The page's exact text. Line ends within a text become spaces. */
export function renderEventPage(page: EventPage): string {
  const formats = page.edition === '2018' ? formatsHead(baseLink(page)) : '';
  const kicker = page.kicker === null ? '' : `##### ${oneLine(page.kicker)}\n`;
  const head = `${formats}${dayHeading(page.day)}\n\n${kicker}# ${oneLine(page.title)}\n\n${oneLine(page.summary)}\n\n`;
  const sources = section(page.edition === '2018' ? 'Sources' : 'Source', renderSources(page.sources));
  const changes = section('Changes', renderChanges(page.changes));
  const related = section('Related', renderRelated(page.related));
  return `${head}${sources}${changes}${related}`;
}

/**
 * What an event's page says. Takes its text (see `decodePage`) and what its path says. Blank lines, the numbers of
 * items, the order of sections and a missing last line end may differ from the layout: rendering the value shows how.
 * Refused, with line and reason: whatever the value could not say.
 */
export function parseEventPage(text: string, at: { day: Day; slug: string }): Result<EventPage, PageProblem> {
  const lines = linesOf(text);
  const formats = parseFormats(lines, baseLink(at));
  if (!formats.ok) return formats;
  const expected = dayHeading(at.day);
  if (nextText(lines)?.trimEnd() !== expected)
    return failAt(lines, `Expected “${expected}”, the day of the page's path, but found ${quoted(nextText(lines))}.`);
  lines.at += 1;
  const head = parseHead(lines);
  if (!head.ok) return head;
  const sections = parseSections(lines);
  if (!sections.ok) return sections;
  const { is2018, ...items } = sections.value;
  const edition = formats.value || is2018 || head.value.kicker !== null ? '2018' : '2017';
  return ok({ edition, ...at, ...head.value, ...items });
}

function parseHead(lines: Lines): Result<PageHead, PageProblem> {
  const kicker = parseKicker(lines);
  const line = nextText(lines);
  if (!line?.startsWith('# ') || isBlank(line.slice(2)))
    return failAt(lines, `Expected “# ” and the title, but found ${quoted(line)}.`);
  lines.at += 1;
  const summary = parseSummary(lines);
  return summary.ok ? ok({ kicker, title: line.slice(2), summary: summary.value }) : summary;
}

/**
 * The one line of text before the first section; '' where there is none. A line of spaces counts where the layout has
 * the summary.
 */
function parseSummary(lines: Lines): Result<string, PageProblem> {
  const place = lines.at + 1;
  const line = nextText(lines);
  if (line === undefined || isHeading(line)) return ok(place < lines.at ? (lines.all[place] ?? '') : '');
  lines.at += 1;
  const next = nextText(lines);
  if (next !== undefined && !isHeading(next))
    return failAt(
      lines,
      `A summary is one line, followed by a section such as “### Source:”. Found ${quoted(next)} instead.`,
    );
  return ok(line);
}

function section(name: string, items: string): string {
  return items === '' ? '' : `\n### ${name}:\n\n${items}`;
}

function dayHeading(day: Day): string {
  return `### [${shownDay(day)}](${linkTo(dayPath(day))})`;
}

function baseLink(at: { day: Day; slug: string }): string {
  return linkTo(eventPath(at.day, at.slug)).slice(0, -'.md'.length);
}
