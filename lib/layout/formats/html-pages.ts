import { dayBefore } from '../../kernel/day.ts';
import { dayName } from '../../kernel/day-names.ts';
import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import type { EarlierVersion } from '../../kernel/revision/text.ts';
import type { DayPage } from '../day-page.ts';
import type { RelatedItem, SourceItem } from '../event-items.ts';
import type { EventPage } from '../event-page.ts';
import type { FrontDay, FrontPage } from '../front-page.ts';
import { dayPath, eventPath, linkTo } from '../paths.ts';
import { FROM_DAY_FOLDER, siteTitle, sourceTarget } from './addresses.ts';
import { escapeHtml } from './escape.ts';
import { FRONT_PATH } from './front-path.ts';
import { htmlDocument } from './html-frame.ts';
import {
  contextsHtml,
  dayLink,
  daysNav,
  entriesHtml,
  instantText,
  previousLink,
  titleHtml,
  treeLink,
  wholeDay,
} from './html-parts.ts';
import type { PageFacts } from './page-facts.ts';
import { readable } from './readable.ts';

const AT_ROOT = './';

/** The .html of an event's page. */
export function eventHtml(page: EventPage, facts: PageFacts, settings: ExportSettings): string {
  const root = FROM_DAY_FOLDER;
  const { kicker, title } = headOf(page, facts);
  const above = readable(kicker ?? '');
  const before = dayBefore(page.day) ?? null;
  const summary = readable(page.summary);
  const lead = summary === '' ? '' : `<p class="summary" dir="auto">${escapeHtml(summary)}</p>\n`;
  const sections = `${sources(page.sources)}${changes(root, page.changes)}${related(root, page.related)}`;
  const updated = facts.updated === facts.published ? '' : `, updated ${instantText(facts.updated)}`;
  return htmlDocument(
    {
      path: eventPath(page.day, page.slug),
      root,
      title: above ? `${above}: ${title}` : title,
      description: summary,
      main: `<article>
<header>
${titleHtml(kicker, escapeHtml(title), 1)}<p class="dateline">${dayLink(root, page.day, wholeDay(page.day))}</p>
</header>
${lead}${sections}${contexts(facts.contexts)}</article>
`,
      days: daysNav([
        dayLink(root, page.day, 'All events of this day'),
        ...(before ? [previousLink(root, before)] : []),
      ]),
      previous: null,
      foot: `<p>Published ${instantText(facts.published)}${updated}</p>\n`,
    },
    settings,
  );
}

/** The .html of a day's page. */
export function dayHtml(page: DayPage, settings: ExportSettings): string {
  const root = FROM_DAY_FOLDER;
  const day = wholeDay(page.day);
  const before = dayBefore(page.day) ?? null;
  const count = page.entries.length;
  return htmlDocument(
    {
      path: dayPath(page.day),
      root,
      title: dayName(page.day),
      description: '',
      main: `<header>
<h1>${day}</h1>
<p class="dateline">${count === 0 ? 'No events' : count === 1 ? '1 event' : `${count} events`}</p>
</header>
${entriesHtml(root, page.entries, 2)}`,
      days: daysNav(before ? [previousLink(root, before)] : []),
      previous: before && linkTo(dayPath(before)),
      foot: '',
    },
    settings,
  );
}

/** The .html of the front page. */
export function frontHtml(page: FrontPage, settings: ExportSettings): string {
  const { opinion } = page;
  const root = AT_ROOT;
  const opinions = opinion ? entriesHtml(root, [{ kicker: null, ...opinion }], 3) : '';
  const comment = opinion
    ? `<section class="part" aria-labelledby="opinion">\n<h2 id="opinion">Opinion</h2>\n${opinions}</section>\n`
    : '';
  return htmlDocument(
    {
      path: FRONT_PATH,
      root,
      title: '',
      description: '',
      isFront: true,
      main:
        `<header>
<h1 dir="auto">${escapeHtml(siteTitle(settings))}</h1>
</header>
${part('News', page.news)}${comment}${part('Yesterday', page.yesterday)}` +
        part('Day Before Yesterday', page.dayBeforeYesterday),
      days: daysNav([previousLink(root, page.previous)]),
      previous: linkTo(dayPath(page.previous)),
      foot: '',
    },
    settings,
  );
}

/**
 * The kicker and title that a reader sees: the 2017 edition writes its topic before the headline, where HTML has a line
 * for it.
 */
function headOf(page: EventPage, { topic }: PageFacts): { kicker: string | null; title: string } {
  const title = page.title.trimStart();
  const hasTopic =
    page.edition === '2017' &&
    topic.trim() !== '' &&
    title.startsWith(`${topic}:`) &&
    readable(title.slice(topic.length + 1)) !== '';
  return hasTopic
    ? { kicker: topic, title: readable(title.slice(topic.length + 1)) }
    : { kicker: page.kicker, title: readable(title) || page.slug };
}

function part(name: string, { day, entries }: FrontDay): string {
  const id = name.toLowerCase().replaceAll(' ', '-');
  const list = entriesHtml(AT_ROOT, entries, 3) || '<p>No events</p>\n';
  const link = dayLink(AT_ROOT, day, `${name} <span class="when">${wholeDay(day)}</span>`);
  return `<section class="part" aria-labelledby="${id}">\n<h2 id="${id}">${link}</h2>\n${list}</section>\n`;
}

/** The picture is a link: a page loads nothing from elsewhere. */
function sources(items: readonly SourceItem[]): string {
  const covers = items.filter(({ cover }) => cover).map((item) => `<p class="cover">${sourceLink(item)}</p>\n`);
  const others = items.filter(({ cover }) => !cover).map((item) => `<li>${sourceLink(item)}</li>\n`);
  return items.length === 0
    ? ''
    : section(
        'sources',
        'Sources',
        `${others.length === 0 ? '' : `<ol>\n${others.join('')}</ol>\n`}${covers.join('')}`,
      );
}

function sourceLink({ name, url }: SourceItem): string {
  const target = sourceTarget(url);
  const text = `<bdi>${escapeHtml(readable(name) || url)}</bdi>`;
  return target === undefined ? text : `<a href="${escapeHtml(target)}" rel="external">${text}</a>`;
}

function changes(root: string, versions: readonly EarlierVersion[]): string {
  const items = versions.map(
    (version) =>
      `<li>${treeLink(root, version.link, version.title)} <span ` +
      `class="when">${stamp(version.at)}(<bdi>${escapeHtml(readable(version.note))}</bdi>)</span></li>\n`,
  );
  return items.length === 0 ? '' : section('changes', 'Changes', `<ol>\n${items.join('')}</ol>\n`);
}

/** An imported page may show an instant that no calendar has. */
function stamp(at: string): string {
  if (at === '') return '';
  const isInstant = !Number.isNaN(Date.parse(`${at.replace(' ', 'T')}Z`));
  return isInstant ? `<time datetime="${escapeHtml(at)}">${escapeHtml(at)}</time> ` : `${escapeHtml(at)} `;
}

function related(root: string, items: readonly RelatedItem[]): string {
  const list = items.map(
    ({ title, link, contexts: shared }) =>
      `<li>${treeLink(root, link, title)}` +
      `${shared.trim() === '' ? '' : ` <span class="contexts">${contextsHtml(shared)}</span>`}</li>\n`,
  );
  return list.length === 0 ? '' : section('related', 'Related', `<ol>\n${list.join('')}</ol>\n`);
}

function contexts(names: readonly string[]): string {
  const items = names
    .map(readable)
    .filter((name) => name !== '')
    .map((name) => `<li><bdi>${escapeHtml(name)}</bdi></li>\n`);
  return items.length === 0 ? '' : section('contexts', 'Contexts', `<ul class="names">\n${items.join('')}</ul>\n`);
}

function section(id: string, name: string, content: string): string {
  return `<section aria-labelledby="${id}">\n<h2 id="${id}">${name}</h2>\n${content}</section>\n`;
}
