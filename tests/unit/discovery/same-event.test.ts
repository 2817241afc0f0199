import { describe, expect, test } from 'vitest';
import {
  type EntryLook,
  plainAddress,
  plainWords,
  sameEvents,
} from '../../../lib/discovery/suggestions/rules/same-event.ts';
import { headlineSlug } from '../../../lib/editorial/entries/store/headline-slug.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import { effort } from '../../support/effort.ts';

const SOURCE = 'https://gazette.example/2031/harbour';

/** A page in our own words, with whatever a test wants to be different. */
function page(title: string, other: Partial<EntryLook> = {}): EntryLook {
  const day = other.day ?? ('2031-05-06' as Day);
  return {
    day,
    path: `news/2031/05/6/${headlineSlug(title)}.md`,
    title,
    summary: '',
    urls: [SOURCE],
    versions: [],
    ...other,
  };
}

const groups = (...pages: EntryLook[]) =>
  sameEvents(pages).map(({ entries, reasons }) => ({ titles: entries.map((entry) => entry.title), reasons }));
const HARBOUR = 'The harbour of Avila is closed after a storm damages its northern quay';

describe('pages look like one event', () => {
  test.each<[string, EntryLook, EntryLook, string[]]>([
    [
      'the headline lost its end, the source stayed',
      page(HARBOUR),
      page('The harbour of Avila is closed after a storm damages its quay'),
      ['near-title', 'same-sources'],
    ],
    [
      'a template was taken out of the title',
      page(`${HARBOUR}.{{Fact|date=May 2031}} Ferries wait outside.`),
      page(`${HARBOUR}.date=May 2031 Ferries wait outside.`),
      ['near-title', 'same-sources'],
    ],
    [
      'the topic was taken off, and the address got a scheme',
      page(`Storms of Sel: ${HARBOUR}`, { urls: ['http://www.gazette.example/2031/harbour/'] }),
      page(HARBOUR),
      ['near-title', 'same-sources'],
    ],
    [
      'letters were encoded twice',
      page('Keepers of the In Aménas lighthouse go home after a year'),
      page('Keepers of the In AmÃ©nas lighthouse go home after a year'),
      ['near-title', 'same-sources'],
    ],
    [
      'a title lost a letter that its address still has',
      page('Debate the harbour of Avila decides', { path: 'news/2031/05/6/debate-pthe-harbour-of-avila-decides.md' }),
      page('Debate: The harbour of Avila decides'),
      ['same-title', 'same-sources'],
    ],
    [
      'only the title tells, and one has another source beside',
      page(HARBOUR, { path: 'news/2031/05/6/a.md', urls: [SOURCE, 'https://other.example/1'] }),
      page(`${HARBOUR} again`, { path: 'news/2031/05/6/b.md' }),
      ['near-title', 'shared-source'],
    ],
    [
      'a number was brought up to date',
      page('A landslide on the road to Karst kills 12 people'),
      page('A landslide on the road to Karst kills 14 people'),
      ['changed-number', 'same-sources'],
    ],
    [
      'the headline was rewritten over the very same source',
      page('A storm damages the quay and the harbour of Avila is closed'),
      page('A storm damages the quay, the harbour of Avila is closed down'),
      ['near-title', 'same-sources'],
    ],
    [
      'the same title, whatever its sources',
      page(HARBOUR, { urls: ['https://a.example/1'] }),
      page(HARBOUR.toUpperCase(), { path: 'news/2031/05/6/other.md', urls: [] }),
      ['same-title'],
    ],
    [
      'the same title a day later',
      page(HARBOUR, { urls: [] }),
      page(HARBOUR, { day: '2031-05-07' as Day, path: 'news/2031/05/7/x.md', urls: [] }),
      ['same-title', 'near-days'],
    ],
    [
      'one names the other as its earlier version',
      page('Quill opens'),
      page('The library of Quill is opened by its readers', { versions: ['news/2031/05/6/quill-opens.md'], urls: [] }),
      ['named-as-version'],
    ],
  ])('%s', (_, one, other, reasons) => {
    expect(groups(one, other)).toEqual([{ titles: [one.title, other.title], reasons }]);
    expect(groups(other, one)).toEqual([{ titles: [other.title, one.title], reasons }]);
  });

  test('also where only a third page binds two of them; a summary speaks for them, and never alone', () => {
    const [short, middle, long] = [
      page('The harbour of Avila is closed'),
      page('The harbour of Avila is closed after a storm'),
      page('The harbour of Avila is closed after a storm damages its northern quay'),
    ];
    expect(groups(short, middle, long)).toEqual([
      { titles: [short.title, middle.title, long.title], reasons: ['near-title', 'same-sources'] },
    ]);
    const summary = 'The quay had stood for ninety years.';
    expect(groups({ ...short, summary }, { ...middle, summary })[0]?.reasons).toContain('same-summary');
    expect(groups(page('The dam of Loma holds', { summary }), page('Ferry tickets cost more', { summary }))).toEqual(
      [],
    );
  });
});

describe('pages do not look like one event', () => {
  test.each<[string, ...EntryLook[]]>([
    [
      'reports of a kind over one source',
      page('Avila reports three new cases of measles'),
      page('Loma reports three new cases of measles'),
      page('Karst reports three new cases of measles'),
      page('Quill reports nine new cases of measles'),
    ],
    [
      'reports of a kind over sources of their own',
      page('Avila reports three new cases of measles'),
      page('Loma reports three new cases of measles', { urls: ['https://other.example/1'] }),
    ],
    [
      'different news of one source',
      page('The harbour of Avila is closed'),
      page('Ferries between Sel and Loma cost more from June'),
    ],
    [
      'near titles without a source in common',
      page(HARBOUR),
      page(`${HARBOUR} again`, { urls: ['https://other.example/1'] }),
    ],
    [
      'a short title twice, without a source',
      page('Rain', { urls: [] }),
      page('Rain', { path: 'news/2031/05/6/rain-2.md', urls: [] }),
    ],
    [
      'names that are alike, one with a source beside',
      page('Halden opens its dam to visitors', { urls: [SOURCE, 'https://other.example/1'] }),
      page('Walden opens its dam to visitors'),
    ],
    [
      'a short title on two days',
      page('Rain'),
      page('Rain', { day: '2031-05-07' as Day, path: 'news/2031/05/7/rain.md', urls: [] }),
    ],
    [
      'the same title after more than a few days',
      page(HARBOUR),
      page(HARBOUR, { day: '2031-05-10' as Day, path: 'news/2031/05/10/x.md' }),
    ],
    [
      'a changed title on another day',
      page(HARBOUR),
      page(`${HARBOUR} again`, { day: '2031-05-07' as Day, path: 'news/2031/05/7/x.md' }),
    ],
  ])('%s', (_, ...pages) => {
    expect(groups(...pages)).toEqual([]);
  });
});

test('an address and a title are compared without what does not matter', () => {
  expect(plainAddress('https://www.Gazette.example/a?b=1&amp;c=2#top')).toBe('gazette.example/a?b=1&c=2');
  expect(plainWords(' In&nbsp;Aménas: “it’s” (1,200) ')).toEqual(['in', 'amenas', 'it', 's', '1', '200']);
});

test('a day of three thousand entries over one source is judged in no time', () => {
  const pages = Array.from({ length: 3000 }, (_, i) =>
    page(`Report ${i} of ${i * 7} words that nobody else has written about place ${i * 13}`),
  );
  const started = effort();
  sameEvents(pages);
  expect(effort() - started).toBeLessThan(5_000);
});
