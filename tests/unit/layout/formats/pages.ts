import fc from 'fast-check';
import type { ExportSettings } from '../../../../lib/kernel/newsroom/export-settings.ts';
import type { DayPage } from '../../../../lib/layout/day-page.ts';
import type { Entry } from '../../../../lib/layout/entries.ts';
import type { EventPage } from '../../../../lib/layout/event-page.ts';
import type { PageFacts } from '../../../../lib/layout/formats/page-facts.ts';
import type { FrontPage } from '../../../../lib/layout/front-page.ts';
import { dayPages, eventPages, frontPages, texts } from '../arbitraries.ts';
import { aDay } from '../archive.ts';

/** Pages whose texts try to break out of every format. */

export const SETTINGS: ExportSettings = {
  edition: '2018',
  formats: ['md', 'html', 'json', 'xml', 'rss'],
  readmes: false,
  relatedLimit: 10,
  site: { url: 'https://news.example/archive', title: 'The Test & Archive' },
};

export const HOSTILE = [
  '<script>alert(1)</script>',
  '</title><script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<!--',
  '-->',
  ']]>',
  '<![CDATA[',
  '&lt;script&gt;',
  '&#0;&#x1;&#55357;&bogus;&amp;amp;',
  '<?xml?>',
  'javascript:alert(1)',
  '\u0000\u0001\u0008\u000b\u000c\u001f\u007f\u0085\u009f',
  '\ufffe\uffff\ufdd0',
  '\u202eevil\u2066',
  'שלום',
  'مرحبا (x',
  '\ud800',
  '\udc00',
  '🌋',
  '\t',
  '\r',
  '\n',
  '  ',
  '{{Fact|date=May}}',
];

/** Any text, of which some is hostile. */
export const hostileTexts = fc.oneof(
  texts,
  fc.array(fc.oneof(fc.constantFrom(...HOSTILE), texts), { maxLength: 6 }).map((parts) => parts.join('')),
);

const instants = fc
  .date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => `${date.toISOString().slice(0, 19)}Z`);
export const facts: fc.Arbitrary<PageFacts> = fc.record({
  topic: hostileTexts,
  headline: hostileTexts,
  contexts: fc.array(hostileTexts, { maxLength: 4 }),
  published: instants,
  updated: instants,
});

const entriesOf = (entries: readonly Entry[], text: string) =>
  entries.map((entry, i) =>
    i % 2 ? entry : { ...entry, title: text, kicker: entry.kicker && text, body: text || null },
  );

export const hostileEvents: fc.Arbitrary<EventPage> = fc
  .tuple(eventPages, hostileTexts, hostileTexts, hostileTexts)
  .map(([page, a, b, c]) => ({
    ...page,
    title: a,
    summary: b,
    kicker: page.kicker === null ? null : c,
    sources: page.sources.map((source, i) => ({ ...source, name: c, url: i === 1 ? a : source.url })),
    related: page.related.map((item, i) => ({ ...item, title: b, contexts: i === 1 ? item.contexts : c })),
    changes: page.changes.map((version) => ({ ...version, title: c, note: a })),
  }));
export const hostileDays: fc.Arbitrary<DayPage> = fc
  .tuple(dayPages, hostileTexts)
  .map(([page, text]) => ({ ...page, entries: entriesOf(page.entries, text) }));
export const hostileFronts: fc.Arbitrary<FrontPage> = fc.tuple(frontPages, hostileTexts).map(([page, text]) => ({
  ...page,
  news: { ...page.news, entries: entriesOf(page.news.entries, text) },
  opinion: page.opinion && { ...page.opinion, title: text },
}));

export const EVENT: EventPage = {
  edition: '2018',
  day: aDay('2018-02-06'),
  slug: 'a-bridge-opens',
  kicker: 'Bridges',
  title: 'A bridge opens in ‎القاهرة‎ <today>',
  summary: 'It is 2 km long & “new”.',
  sources: [
    { name: 'BBC', url: 'https://bbc.example/a?b=1&c=2' },
    { name: '', url: 'http://x.example/' },
    { name: 'Cover Image', url: 'https://pictures.example/1.jpg', cover: true },
  ],
  changes: [
    {
      title: 'A bridge will open',
      link: '/news/2018/02/6/a-bridge-opens.md',
      at: '2018-02-06 08:00:00',
      note: 'First version',
    },
    { title: 'A bridge opens', link: '/news/2018/02/6/a-bridge-opens.md', at: '', note: 'Current version' },
  ],
  related: [{ title: 'A bridge is begun', link: '/news/2017/01/2/a bridge, 50% é?#.md', contexts: 'Bridges, Egypt' }],
};
export const FACTS: PageFacts = {
  topic: 'Bridges',
  headline: EVENT.title,
  contexts: ['Bridges', 'Egypt'],
  published: '2018-02-06T08:00:00Z',
  updated: '2018-02-07T09:30:00Z',
};
