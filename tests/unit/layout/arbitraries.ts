import fc from 'fast-check';
import type { Day } from '../../../lib/kernel/day.ts';
import { dayOf } from '../../../lib/kernel/day.ts';
import type { EarlierVersion } from '../../../lib/kernel/revision/text.ts';
import type { DayPage } from '../../../lib/layout/day-page.ts';
import type { Entry } from '../../../lib/layout/entries.ts';
import { COVER, type SourceItem } from '../../../lib/layout/event-items.ts';
import type { EventPage } from '../../../lib/layout/event-page.ts';
import type { FrontPage } from '../../../lib/layout/front-page.ts';
import { isHeading } from '../../../lib/layout/lines.ts';
import { eventPath, linkTo } from '../../../lib/layout/paths.ts';

/** Generated pages: the texts are as odd as a line can be, built from the signs that the layout itself uses. */

const SIGNS = [
  '#',
  '# ',
  '### ',
  '##### ',
  '[',
  ']',
  '(',
  ')',
  '](',
  '](/',
  '_',
  ') _',
  '_Context: ',
  ', ',
  ': ',
  ':',
  '---',
  '1. ',
  '&nbsp;',
  "''",
  '{{Fact|date=May}}',
  ' ',
  '  ',
  'é',
  '💧',
  '\u2028',
  '\r',
  'a',
  'The',
  'http://x.example',
];

export const days: fc.Arbitrary<Day> = fc
  .tuple(fc.integer({ min: 2, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, day]) => dayOf(year, month, day))
  .filter((day) => day !== undefined);

/** Any text of one line. */
export const texts: fc.Arbitrary<string> = fc.oneof(
  fc.array(fc.constantFrom(...SIGNS), { maxLength: 12 }).map((signs) => signs.join('')),
  fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n')),
);
const someText = texts.filter((text) => text.trim() !== '');
/** A summary or an entry's text: neither may begin like a heading, and an entry's may not be a rule. */
const bodies = texts.filter((text) => !isHeading(text) && text.trim() !== '---');
const slugs = fc
  .stringMatching(/^[a-z0-9]{1,9}(-[a-z0-9()é ]{1,9}){0,3}$/)
  .filter((slug) => slug !== 'index' && slug !== 'readme');
const links = fc.tuple(days, slugs).map(([day, slug]) => linkTo(eventPath(day, slug)));
const addresses = fc
  .tuple(
    fc.constantFrom('http://', 'https://', 'HTTPS://'),
    fc.stringMatching(/^[a-z0-9.-]{1,12}(\/[a-z0-9&;=?%()]{0,12}){0,3}$/),
  )
  .map((parts) => parts.join(''));

const sources: fc.Arbitrary<SourceItem[]> = fc
  .tuple(
    fc.array(fc.record({ name: texts.filter((name) => name !== COVER), url: addresses }), { maxLength: 4 }),
    fc.option(addresses),
  )
  .map(([items, cover]) => (cover === null ? items : [...items, { name: COVER, url: cover, cover: true }]));

const changes: fc.Arbitrary<EarlierVersion[]> = fc.array(
  fc.record({
    title: texts,
    link: links,
    at: fc.constant('2018-02-06 13:49:17'),
    note: fc.constantFrom('First version', 'Update'),
  }),
  { maxLength: 3 },
);
const versions = fc
  .tuple(changes, texts, links)
  .map(([earlier, title, link]): EarlierVersion[] =>
    earlier.length === 0 ? [] : [...earlier, { title, link, at: '', note: 'Current version' }],
  );

const related = fc.array(
  fc.record({ title: texts, link: links, contexts: texts.filter((list) => !list.includes(') _')) }),
  { maxLength: 4 },
);
const common = { day: days, slug: slugs, title: someText, summary: bodies, sources, related };

export const eventPages: fc.Arbitrary<EventPage> = fc.oneof(
  fc.record({
    ...common,
    edition: fc.constant('2017' as const),
    kicker: fc.constant(null),
    changes: fc.constant<EarlierVersion[]>([]),
  }),
  fc.record({ ...common, edition: fc.constant('2018' as const), kicker: fc.option(texts), changes: versions }),
);

export const entries: fc.Arbitrary<Entry[]> = fc.array(
  fc.record({
    kicker: fc.option(texts),
    title: someText,
    link: links,
    body: fc.option(bodies.filter((text) => text !== '')),
  }),
  { maxLength: 5 },
);
const editions = fc.constantFrom('2017' as const, '2018' as const);
export const dayPages: fc.Arbitrary<DayPage> = fc.record({ edition: editions, day: days, entries });

const frontDays = fc.record({ day: days, entries });
const opinions = fc.record({
  title: someText,
  link: fc.constant('/opinion/2017/04/4/a-piece/index.md'),
  body: fc.option(bodies.filter((text) => text !== '')),
});
export const frontPages: fc.Arbitrary<FrontPage> = fc.record({
  edition: editions,
  news: frontDays,
  opinion: fc.option(opinions),
  yesterday: frontDays,
  dayBeforeYesterday: frontDays,
  previous: days,
});
