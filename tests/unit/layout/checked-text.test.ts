import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import { type EntryInput, inputOf, revise } from '../../../lib/kernel/revision/revise.ts';
import type { RevisionText } from '../../../lib/kernel/revision/text.ts';
import { holdsControl } from '../../../lib/kernel/text/line.ts';
import { contextNameProblem } from '../../../lib/kernel/text/markup.ts';
import { checkText, nextText } from '../../../lib/layout/checked-text.ts';
import { eventPageOf, type Lookup } from '../../../lib/layout/compose.ts';
import { dayPageOf, frontPageOf, listedEventOf } from '../../../lib/layout/compose-day.ts';
import { parseDayPage, renderDayPage } from '../../../lib/layout/day-page.ts';
import { revisionTextOf } from '../../../lib/layout/decompose.ts';
import { parseEventPage, renderEventPage } from '../../../lib/layout/event-page.ts';
import { parseFrontPage, renderFrontPage } from '../../../lib/layout/front-page.ts';
import { texts } from './arbitraries.ts';
import { plainLink, READERS } from './markdown-readers.ts';

const DAY = '2031-05-06' as Day;
const FIELDS: EntryInput = {
  day: DAY,
  topic: '',
  headline: 'The bridge opens',
  summary: 'A sentence that says what happened.',
  sources: [{ name: 'Harbour Gazette', url: 'https://gazette.example/bridge' }],
  contexts: [7 as ContextId],
  related: [],
};
const problemsOf = (fields: Partial<EntryInput>) => {
  const next = nextText(undefined, { ...FIELDS, ...fields });
  return next.ok ? [] : next.error.map(({ field }) => field);
};

describe('the lines and signs of the layout', () => {
  test.each([
    ['summary', '---'],
    ['summary', '-----'],
    ['summary', '# heading'],
    ['summary', '###'],
    ['summary', '#1 in the charts'],
    ['summary', '##### Kicker'],
    ['summary', '### Source:'],
    ['summary', '### Related:'],
    ['summary', '## Opinion'],
    ['summary', '### [X](/news/2021/02/4/x.md)'],
    ['summary', '## [Previous Day...](/news/2021/02/3/index.md)'],
    ['summary', '_Context: Ferry, Harbour_'],
    ['headline', 'Storm over the harbour:The bridge closes'],
    ['headline', 'One line\u2028and another'],
    ['headline', 'One line\u000band another'],
    ['headline', 'One line\u0085and another'],
    ['headline', 'A tab\there'],
    ['topic', 'Ferry: the talks'],
    ['topic', '2031'],
    ['topic', 'a '.repeat(151)],
    ['headline', 'Ayta al-Sha`b'],
  ] as const)('a %s %j is refused at its field', (field, text) =>
    expect(problemsOf({ [field]: text })).toEqual([field]),
  );

  test.each([
    ['topic', { topic: 'Ferry talks', headline: 'the bridge opens' }],
    ['number', { topic: 'Line 5', headline: '3 stations open' }],
  ])('a headline that cannot be told from the %s before it is refused', (_, fields) =>
    expect(problemsOf(fields)).toEqual(['headline']),
  );

  test.each([
    { headline: 'Storm over the harbour: The bridge closes' },
    { headline: '# Title with hash' },
    { headline: '1. Not a list' },
    { headline: 'At 10:30 the bridge opens' },
    { headline: '“We shall sail”, says the harbour master' },
    { topic: 'Ferry talks', headline: 'The bridge opens' },
    { topic: 'Ferry talks', headline: '“We shall sail”, says the harbour master' },
    { topic: 'U.S. elections', headline: 'Ballots are counted [and recounted]' },
    { summary: '- a dash' },
    { summary: '*stars* and _lines_ and &amp; and `code`' },
    { summary: '--- and more' },
    { summary: '' },
    {
      sources: [
        { name: 'Harbour Gazette', url: 'https://gazette.example/bridge_(Sel)' },
        { name: 'Cover Image', url: 'https://gazette.example/1.jpg', cover: true as const },
      ],
    },
  ])('what is a text like any other is taken: %j', (fields) => expect(problemsOf(fields)).toEqual([]));
});

describe('a source', () => {
  const withSource = (source: EntryInput['sources'][number]) => problemsOf({ sources: [source] });

  test.each([
    '',
    '\u200b',
    'Cover Image',
    'a'.repeat(301),
    '](javascript:alert(1)) <svg/onload=alert(1)>',
    'x](http://evil.example) [y',
    '[x',
    'x\\',
    '<b>',
  ])('cannot be called %j', (name) =>
    expect(withSource({ name, url: 'https://gazette.example/1' })).toEqual(['sources.0.name']),
  );

  test('that is a picture is called as pages call one', () => {
    expect(withSource({ name: 'A picture', url: 'https://gazette.example/1.jpg', cover: true })).toEqual([
      'sources.0.name',
    ]);
  });

  test.each([
    'javascript:alert(1)',
    'ftp://x/y',
    'www.example.org/a',
    'https://example.org/a b',
    'https://example.org/a)b',
    'https://example.org/a_(b',
    'https://example.org/\u202egpj.a',
    'https://example.org/a\u200b',
    'https://user:pw@example.org/',
    'https://example.org@evil.example/',
    'https://example.org\\@evil.example/',
    'https://example.org/?a=1&copy;=2',
    'https://example.org/`a',
    'https://example.org/<a>',
    'https://example.org/](x)',
    'https://',
  ])('cannot lead to %j', (url) => expect(withSource({ name: 'Gazette', url })).toEqual(['sources.0.url']));

  test('whose brackets have no partner is refused with the address that leads to the same page', () => {
    const next = nextText(undefined, {
      ...FIELDS,
      sources: [{ name: 'Gazette', url: 'https://example.org/a_(b)_c)' }],
    });
    expect(!next.ok && next.error[0]?.message).toContain('https://example.org/a_(b)_c%29');
  });
});

test('what is too long is refused at its field', () => {
  const long = {
    topic: 'a'.repeat(301),
    summary: 'a'.repeat(10_001),
    sources: [{ name: 'a'.repeat(301), url: `https://example.org/${'a'.repeat(2000)}` }],
  };
  expect(problemsOf(long)).toEqual(['topic', 'summary', 'sources.0.name', 'sources.0.url']);
});

test('words that stand in the archive are left alone, and only they', () => {
  const imported: RevisionText = {
    ...FIELDS,
    headline: 'Odd [ words',
    topic: 'a:b',
    summary: '# not a heading here',
    related: [],
    sources: [
      { name: 'Old ] name', url: 'http://user:pw@old.example/a)b' },
      { name: 'p'.repeat(400), url: 'https://gazette.example/2' },
    ],
    contexts: Array.from({ length: 150 }, (_, at) => at as ContextId),
    kept: {},
  };
  const over = (fields: Partial<EntryInput>) => {
    const next = nextText(imported, { ...inputOf(imported), ...fields });
    return next.ok ? [] : next.error.map(({ field }) => field);
  };
  expect(over({})).toEqual([]);
  expect(over({ summary: 'A sentence.' })).toEqual([]);
  expect(over({ contexts: imported.contexts.slice(1) })).toEqual([]);
  expect(over({ sources: inputOf(imported).sources.slice(1) })).toEqual([]);
  expect(over({ headline: 'Other [ words' })).toEqual(['headline']);
  expect(over({ contexts: [...imported.contexts, 999 as ContextId] })).toEqual(['contexts']);
  expect(
    over({ sources: [...inputOf(imported).sources, { name: 'New ] name', url: 'https://new.example/' }] }),
  ).toEqual(['sources.2.name']);
});

const LOOKUP: Lookup = {
  contextName: (id) => `Context ${id}`,
  target: (event) =>
    event === (2 as EntryId)
      ? {
          path: 'news/2031/05/5/ferry.md',
          title2017: 'A ferry sails',
          title2018: 'A ferry sails',
          contexts: ['Context 7'],
        }
      : undefined,
};
const PATH = 'news/2031/05/6/entry.md';

/**
 * The pages of a text in an edition: its own, its day's, the front page; each with whether it is read back as the same.
 */
function pagesOf(text: RevisionText, edition: '2017' | '2018'): { name: string; page: string; isRead: boolean }[] {
  const own = eventPageOf(text, 'entry', edition, LOOKUP);
  const listed = listedEventOf(text, PATH, LOOKUP);
  const other = listedEventOf(
    { ...text, topic: '', headline: 'Another', summary: '', contexts: [], kept: {} },
    'news/2031/05/6/another.md',
    LOOKUP,
  );
  const eventOf = (event: EntryId) => (event === (1 as EntryId) ? listed : other);
  const order = { entries: [1, 2, 1].map((event) => ({ entry: event as EntryId })), kept: {} };
  const day = dayPageOf(DAY, order, edition, eventOf);
  const front = frontPageOf(DAY, () => order, edition, eventOf);
  const [ownPage, dayPage, frontPage] = [renderEventPage(own), renderDayPage(day), renderFrontPage(front)];
  const back = parseEventPage(ownPage, { day: DAY, slug: 'entry' });
  const again =
    back.ok &&
    revisionTextOf(back.value, {
      contexts: text.contexts,
      lookup: LOOKUP,
      eventAt: (link) => (link.endsWith('/ferry.md') ? (2 as EntryId) : undefined),
    });
  const isSame = (read: { ok: boolean; value?: unknown }, value: unknown) =>
    read.ok && JSON.stringify(read.value) === JSON.stringify(value);
  return [
    {
      name: 'own',
      page: ownPage,
      isRead: isSame(back, own) && JSON.stringify(again && inputOf(again)) === JSON.stringify(inputOf(text)),
    },
    { name: 'day', page: dayPage, isRead: isSame(parseDayPage(dayPage, DAY), day) },
    { name: 'front', page: frontPage, isRead: isSame(parseFrontPage(frontPage), front) },
  ];
}

const MARKUP = [
  '<',
  '>',
  '<b',
  '<!--',
  '-->',
  '<svg/onload=alert(1)>',
  '`',
  '``',
  '```',
  '\\',
  '!',
  '![',
  '](javascript:alert(1))',
  'javascript:alert(1)',
  '[ref]: http://evil.example',
  '[ref]',
  '&#93;',
  '*',
  '**',
  '~~',
  '|',
  '- ',
  '> ',
  '=== ',
  '<http://evil.example>',
  '"',
  '\t',
];
const hostile = fc.oneof(
  texts,
  fc
    .array(
      fc.oneof(fc.constantFrom(...MARKUP), fc.constantFrom('[', ']', '(', ')', ' ', 'a', 'B', ': ', '#', '_'), texts),
      { maxLength: 8 },
    )
    .map((parts) => parts.join('')),
);
const FIELDS_OF: Record<string, (text: string) => Partial<EntryInput>> = {
  topic: (topic) => ({ topic }),
  headline: (headline) => ({ headline }),
  'headline behind a topic': (headline) => ({ topic: 'Ferry talks', headline }),
  summary: (summary) => ({ summary }),
  'name of a source': (name) => ({ sources: [{ name, url: 'https://gazette.example/bridge' }, ...FIELDS.sources] }),
  'address of a source': (rest) => ({ sources: [{ name: 'Gazette', url: `https://gazette.example/${rest}` }] }),
};

/** What comes of a field: nothing where it is refused. */
function taken(fields: Partial<EntryInput>): RevisionText | undefined {
  const next = nextText(undefined, { ...FIELDS, related: [{ entry: 2 as EntryId }], ...trimmed(fields) });
  return next.ok ? next.value : undefined;
}

describe.each(Object.entries(FIELDS_OF))('any text as the %s', (_, fieldsOf) => {
  it('is refused, or its pages are read back as the same entry and no other', () => {
    let count = 0;
    fc.assert(
      fc.property(hostile, (words) => {
        const text = taken(fieldsOf(words));
        if (!text) return;
        count += 1;
        for (const edition of ['2017', '2018'] as const)
          for (const { name, isRead } of pagesOf(text, edition)) expect([name, isRead]).toEqual([name, true]);
      }),
      { numRuns: 500 },
    );
    expect(count).toBeGreaterThan(20);
  });

  it('is refused, or every reader of Markdown shows the links that were set, and no HTML', () => {
    fc.assert(
      fc.property(hostile, (words) => {
        const text = taken(fieldsOf(words));
        if (!text) return;
        for (const { name, page } of [...pagesOf(text, '2017').slice(0, 1), ...pagesOf(text, '2018').slice(1, 2)]) {
          const sources = name === 'own' ? text.sources.map(({ url }) => plainLink(url)) : [`/${PATH}`];
          const set = new Set(
            [...page.matchAll(/\]\((\/[^)]*|20[^)]*)\)/g)].map(([, link = '']) => plainLink(link)).concat(sources),
          );
          for (const [reader, read] of READERS) {
            const seen = read(page);
            const links = seen.links.map(plainLink);
            expect({ reader, name, html: seen.html, others: links.filter((link) => !set.has(link)) }).toEqual({
              reader,
              name,
              html: [],
              others: [],
            });
            for (const link of sources) expect(links).toContain(link);
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});

/** As every door trims what it takes in. */
function trimmed(fields: Partial<EntryInput>): Partial<EntryInput> {
  const { topic, headline, summary, sources } = fields;
  const text = Object.fromEntries(
    Object.entries({ topic, headline, summary }).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value.trim()]],
    ),
  );
  return {
    ...text,
    ...(sources ? { sources: sources.map((source) => ({ ...source, name: source.name.trim() })) } : {}),
  };
}

test('any name of a context is refused, or stands in its lists as it is', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const name = text.trim();
      if (name === '' || holdsControl(name) || contextNameProblem(name)) return;
      const lookup: Lookup = {
        contextName: () => name,
        target: () => ({
          path: 'news/2031/05/5/ferry.md',
          title2017: 'A ferry sails',
          title2018: 'A ferry sails',
          contexts: [name],
        }),
      };
      const revised = revise(undefined, { ...FIELDS, summary: '', related: [{ entry: 2 as EntryId }] });
      if (!revised.ok) throw new Error('The fields are taken.');
      const own = eventPageOf(revised.value, 'entry', '2017', lookup);
      const day = dayPageOf(DAY, { entries: [{ entry: 1 as EntryId }], kept: {} }, '2017', () =>
        listedEventOf(revised.value, PATH, lookup),
      );
      expect(parseEventPage(renderEventPage(own), { day: DAY, slug: 'entry' })).toEqual({ ok: true, value: own });
      expect(parseDayPage(renderDayPage(day), DAY)).toEqual({ ok: true, value: day });
      for (const [reader, read] of READERS) {
        const set = [
          '/news/2031/05/6/index.md',
          FIELDS.sources[0]?.url,
          '/news/2031/05/5/ferry.md',
          `/${PATH}`,
          '/news/2031/05/5/index.md',
        ];
        const [seen, listed] = [read(renderEventPage(own)), read(renderDayPage(day))];
        expect({
          reader,
          html: [...seen.html, ...listed.html],
          links: [...seen.links, ...listed.links].filter((link) => !set.includes(link)),
        }).toEqual({
          reader,
          html: [],
          links: [],
        });
        expect(seen.links).toContain('/news/2031/05/5/ferry.md');
      }
    }),
    { numRuns: 100 },
  );
});

test('a text that nobody asked about does not compile as one that can be written', () => {
  const revised = revise(undefined, FIELDS);
  if (!revised.ok) throw new Error('The fields are taken.');
  const checked = checkText(revised.value, []);
  expect(checked).toEqual({ ok: true, value: revised.value });
});
