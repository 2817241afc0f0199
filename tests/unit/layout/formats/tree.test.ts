import { describe, expect, it } from 'vitest';
import { renderDayPage } from '../../../../lib/layout/day-page.ts';
import { renderEventPage } from '../../../../lib/layout/event-page.ts';
import { feedFiles } from '../../../../lib/layout/formats/feeds.ts';
import { dayFormats, eventFormats, frontFormats } from '../../../../lib/layout/formats/formats.ts';
import { renderFrontPage } from '../../../../lib/layout/front-page.ts';
import { dayPath, eventPath } from '../../../../lib/layout/paths.ts';
import { aDay, linkOf } from '../archive.ts';
import { EVENT, FACTS, SETTINGS } from './pages.ts';

const DAYS = ['2018-02-04', '2018-02-05', '2018-02-06', '2018-02-07'].map(aDay);
const SLUGS = ['a-bridge-opens', '100%-é, #1?', "it's (so) & on", 'a:b'];

/** Four days of four events, which lead to each other. The first day is the one that the others go back to. */
function tree(): Map<string, string> {
  const pages = DAYS.flatMap((day) => SLUGS.map((slug) => ({ ...EVENT, day, slug, changes: [] })));
  const events = pages.map((page, i) => ({
    ...page,
    related: [{ title: 'Next', link: linkOf(pages[(i + 5) % pages.length] ?? page), contexts: 'A' }],
  }));
  const dayPages = DAYS.map((day) => ({
    edition: '2018' as const,
    day,
    entries: events
      .filter((event) => event.day === day)
      .map((event) => ({ kicker: 'K', title: event.title, link: linkOf(event), body: event.summary })),
  }));
  const [before, dayBeforeYesterday, yesterday, news] = dayPages;
  if (!before || !dayBeforeYesterday || !yesterday || !news) throw new Error('There are four days.');
  const opinion = { title: 'A piece', link: '/opinion/2018/02/6/a-piece/index.md', body: null };
  const front = { edition: '2018' as const, news, opinion, yesterday, dayBeforeYesterday, previous: before.day };
  const items = events.map((event) => ({
    path: eventPath(event.day, event.slug),
    born: eventPath(event.day, event.slug),
    title: event.title,
    summary: event.summary,
    day: event.day,
    ...FACTS,
  }));
  const files = [
    ...events.flatMap((event) => [
      { path: eventPath(event.day, event.slug), text: renderEventPage(event) },
      ...eventFormats(event, FACTS, SETTINGS),
    ]),
    ...dayPages.flatMap((page) => [
      { path: dayPath(page.day), text: renderDayPage(page) },
      ...dayFormats(page, SETTINGS),
    ]),
    { path: 'index.md', text: renderFrontPage(front) },
    ...frontFormats(front, SETTINGS),
    ...feedFiles(items, SETTINGS),
    { path: 'opinion/2018/02/6/a-piece/index.md', text: '# A piece\n' },
  ];
  return new Map(files.map(({ path, text }) => [path, text]));
}

/** The paths that a page leads to, found as a browser would. */
function targetsOf(path: string, html: string, base: string): string[] {
  const hrefs = [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => (href ?? '').replaceAll('&amp;', '&'));
  const at = new URL(path.split('/').map(encodeURIComponent).join('/'), base);
  return hrefs
    .map((href) => new URL(href, at))
    .flatMap((url) =>
      url.href.startsWith(base) ? [decodeURIComponent(url.pathname.slice(new URL(base).pathname.length))] : [],
    );
}

describe('the tree of all formats', () => {
  const files = tree();

  it.each(['https://news.example/archive/', 'https://else.example/', 'file:///home/reader/tree/'])(
    'has a file behind every link that leads into it, read at %s',
    (base) => {
      const firstDay = 'news/2018/02/3/index.html'; // The day before the first has no page.
      for (const [path, text] of files) {
        if (!path.endsWith('.html')) continue;
        const targets = targetsOf(path, text, base);
        expect(targets.length).toBeGreaterThan(10);
        for (const target of targets.filter((one) => one !== firstDay))
          expect(files.has(target), `${path} leads to ${target}`).toBe(true);
      }
    },
  );

  it('has the same bytes every time', () => {
    expect([...tree()]).toEqual([...files]);
  });

  it('has every page in every format', () => {
    for (const path of files.keys())
      if (path.endsWith('.md') && path.startsWith('news/'))
        for (const ending of ['html', 'json', 'xml']) expect(files.has(path.replace(/md$/, ending))).toBe(true);
  });

  it('has only the formats that the settings name', () => {
    const names = (formats: typeof SETTINGS.formats) =>
      eventFormats(EVENT, FACTS, { ...SETTINGS, formats }).map(({ path }) => path);
    expect(names(['md', 'rss'])).toEqual([]);
    expect(names(['xml', 'html', 'html'])).toEqual([
      'news/2018/02/6/a-bridge-opens.html',
      'news/2018/02/6/a-bridge-opens.xml',
    ]);
  });
});
