import type { Day } from '../kernel/day.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Edition } from '../kernel/revision/text.ts';
import { expectLine } from './day-page.ts';
import { type Entry, headingLink, parseEntries, parseEntry, renderEntry } from './entries.ts';
import { formatsHead, parseFormats } from './formats.ts';
import { failAt, type Lines, linesOf, nextText, quoted } from './lines.ts';
import type { PageProblem } from './page-text.ts';
import { dayPath, linkTo, parsePagePath } from './paths.ts';

/** One day of the front page. */
export type FrontDay = { day: Day; entries: Entry[] };

/** The opinion piece that may be after News. */
export type OpinionItem = Omit<Entry, 'kicker'>;

/** Everything that the front page says (the layout, "Front page"). */
export type FrontPage = {
  edition: Edition;
  news: FrontDay;
  opinion: OpinionItem | null;
  yesterday: FrontDay;
  dayBeforeYesterday: FrontDay;
  previous: Day;
};

const BASE = '/index';
const RULE = '---';
const OPINION = 'Opinion';

/** The page's exact text, the same for index.md and README.md. Line ends within a text become spaces. */
export function renderFrontPage(page: FrontPage): string {
  const formats = page.edition === '2018' ? formatsHead(BASE) : '';
  const news = renderPart('News', page.news, renderOpinion(page));
  const yesterday = renderPart('Yesterday', page.yesterday);
  const dayBefore = renderPart('Day Before Yesterday', page.dayBeforeYesterday);
  const previous = renderPart('Previous Day...', { day: page.previous, entries: [] });
  return `${formats}${news}${yesterday}${dayBefore}${previous}`;
}

function renderPart(name: string, part: FrontDay, opinion = ''): string {
  return `## [${name}](${linkTo(dayPath(part.day))})\n\n${part.entries.map(renderEntry).join('')}${opinion}${RULE}\n\n`;
}

function renderOpinion({ edition, opinion }: FrontPage): string {
  if (!opinion) return '';
  return edition === '2018'
    ? renderEntry({ kicker: OPINION, ...opinion })
    : `## ${OPINION}\n${renderEntry({ kicker: null, ...opinion })}`;
}

/**
 * What a front page says. Takes its text (see `decodePage`). Blank lines and a missing last line end may differ
 * from the layout: rendering the value shows how. Refused, with line and reason: whatever the value could not say.
 */
export function parseFrontPage(text: string): Result<FrontPage, PageProblem> {
  const lines = linesOf(text);
  const formats = parseFormats(lines, BASE);
  if (!formats.ok) return formats;
  const edition = formats.value ? '2018' : '2017';
  const news = parsePart(lines, 'News', edition);
  if (!news.ok) return news;
  const yesterday = parsePart(lines, 'Yesterday');
  if (!yesterday.ok) return yesterday;
  const dayBeforeYesterday = parsePart(lines, 'Day Before Yesterday');
  if (!dayBeforeYesterday.ok) return dayBeforeYesterday;
  const previous = parsePart(lines, 'Previous Day...');
  if (!previous.ok) return previous;
  if (previous.value.entries.length > 0)
    return failAt(lines, 'The last part of the front page is only a link. Remove its entries.');
  if (nextText(lines) !== undefined)
    return failAt(
      lines,
      `The link to the previous day must be the last line. Found ${quoted(nextText(lines))} after it.`,
    );
  const { opinion, ...newsDay } = news.value;
  return ok({
    edition,
    news: newsDay,
    opinion,
    yesterday: dayOf(yesterday.value),
    dayBeforeYesterday: dayOf(dayBeforeYesterday.value),
    previous: previous.value.day,
  });
}

type FrontPart = FrontDay & { opinion: OpinionItem | null };

/** A part from its heading to the rule below it. Only News, for which the edition is given, has an opinion piece. */
function parsePart(lines: Lines, name: string, edition?: Edition): Result<FrontPart, PageProblem> {
  const link = headingLink(nextText(lines), '## ');
  const page = link?.text === name ? parsePagePath(link.target.slice(1)) : undefined;
  if (page?.kind !== 'day' || link?.target !== linkTo(dayPath(page.day)))
    return failAt(lines, `Expected “## [${name}](/news/YYYY/MM/D/index.md)”, but found ${quoted(nextText(lines))}.`);
  lines.at += 1;
  const entries = parseEntries(lines);
  if (!entries.ok) return entries;
  const opinion = edition ? parseOpinion(lines, entries.value, edition) : ok(null);
  if (!opinion.ok) return opinion;
  const rule = expectLine(lines, RULE, `the end of “${name}”`);
  return rule.ok ? ok({ day: page.day, entries: entries.value, opinion: opinion.value }) : rule;
}

/**
 * In 2017 under a heading of its own; in 2018 the last entry, known by its kicker and link, which is then taken from
 * the list.
 */
function parseOpinion(lines: Lines, entries: Entry[], edition: Edition): Result<OpinionItem | null, PageProblem> {
  const last = entries.at(-1);
  if (edition === '2018' && last?.kicker === OPINION && last.link.startsWith('/opinion/'))
    return ok(withoutKicker(entries.pop() ?? last));
  if (edition === '2018' || nextText(lines)?.trimEnd() !== `## ${OPINION}`) return ok(null);
  lines.at += 1;
  const entry = parseEntry(lines);
  return entry.ok ? ok(withoutKicker(entry.value)) : entry;
}

function withoutKicker({ title, link, body }: Entry): OpinionItem {
  return { title, link, body };
}

function dayOf({ day, entries }: FrontPart): FrontDay {
  return { day, entries };
}
