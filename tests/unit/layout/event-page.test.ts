import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventPage, parseEventPage, renderEventPage } from '../../../lib/layout/event-page.ts';
import { eventPages } from './arbitraries.ts';
import { aDay } from './archive.ts';

const at = { day: aDay('2013-01-05'), slug: 'lake-freezes' };
const bare: EventPage = {
  edition: '2017',
  ...at,
  kicker: null,
  title: 'The lake freezes.',
  summary: '',
  sources: [],
  changes: [],
  related: [],
};
const folder = '/news/2013/01/5';

const FULL_2017 = `### [2013-01-5](${folder}/index.md)

# Cold spell:The lake freezes.${' '}

Skaters were out by noon.


### Source:

1. [The Harbour Post](https://post.example/a?b=1&amp;c=2)
2. [Lake (''Weekly])](http://lake.example/(x))
2. [Cover Image](https://post.example/a.jpg)

### Related:

1. [ The ferry stops ([http://x.example Post])](/news/2013/01/20/the-ferry-stops.md) _Context: Cold spell, Lake, Upper_
2. [Ice &nbsp; on the pier](/news/2013/01/4/ice.md) _Context: Lake_
`;

const base = `${folder}/lake-freezes`;
const FULL_2018 = `
Formats: [HTML](${base}.html)  [JSON](${base}.json)  [XML](${base}.xml)${'  '}

### [2013-01-5](${folder}/index.md)

##### Cold spell
# The lake freezes.




### Sources:

1. [The Harbour Post](https://post.example/a)
1. [Cover Image](https://post.example/a.jpg)

### Changes:

1. [Lake frozen](${folder}/lake-frozen.md) _2018-02-06 13:49:17 (First version)_
2. [Lake freezes) _](${folder}/lake-f.md) _2018-02-07 08:00:00 (Update)_
2. [The lake freezes.](${folder}/lake-freezes.md) _(Current version)_
`;

function parsed(text: string): EventPage {
  const result = parseEventPage(text, at);
  if (!result.ok) throw new Error(`${result.error.line}: ${result.error.reason}`);
  return result.value;
}

describe('an event page of 2017 (the layout, "Event page")', () => {
  it('is read whole and given back byte for byte', () => {
    const page = parsed(FULL_2017);
    expect(page).toEqual({
      ...bare,
      title: 'Cold spell:The lake freezes. ',
      summary: 'Skaters were out by noon.',
      sources: [
        { name: 'The Harbour Post', url: 'https://post.example/a?b=1&amp;c=2' },
        { name: "Lake (''Weekly])", url: 'http://lake.example/(x)' },
        { name: 'Cover Image', url: 'https://post.example/a.jpg', cover: true },
      ],
      related: [
        {
          title: ' The ferry stops ([http://x.example Post])',
          link: '/news/2013/01/20/the-ferry-stops.md',
          contexts: 'Cold spell, Lake, Upper',
        },
        { title: 'Ice &nbsp; on the pier', link: '/news/2013/01/4/ice.md', contexts: 'Lake' },
      ],
    });
    expect(renderEventPage(page)).toBe(FULL_2017);
  });

  it('ends in three blank lines without sections, and has four before the first one without a summary', () => {
    expect(renderEventPage(bare)).toBe(`### [2013-01-5](${folder}/index.md)\n\n# The lake freezes.\n\n\n\n`);
    const page = { ...bare, sources: [{ name: 'A', url: 'http://a.example' }] };
    expect(renderEventPage(page)).toBe(
      `### [2013-01-5](${folder}/index.md)\n\n# The lake freezes.\n\n\n\n\n### Source:\n\n1. [A](http://a.example)\n`,
    );
    expect(parsed(renderEventPage(page))).toEqual(page);
  });

  it('keeps a summary of nothing but spaces', () => {
    const text = renderEventPage({ ...bare, summary: '  ' });
    expect(renderEventPage(parsed(text))).toBe(text);
  });

  it('tells a cover from a source that is called so', () => {
    const sources = [
      { name: 'A', url: 'http://a.example' },
      { name: 'Cover Image', url: 'http://b.example' },
    ];
    const text = renderEventPage({ ...bare, sources });
    expect(text).toContain('\n2. [Cover Image]');
    expect(parsed(text).sources).toEqual(sources);
  });

  it('takes the last list of contexts in an item, since a title may look like one', () => {
    const page = {
      ...bare,
      related: [{ title: 'T](/a) _Context: B_', link: '/news/2013/01/4/t.md', contexts: 'Lake_' }],
    };
    expect(parsed(renderEventPage(page))).toEqual(page);
  });

  it('keeps a related event without shared contexts', () => {
    const page = { ...bare, related: [{ title: 'T', link: '/news/2013/01/4/t.md', contexts: '' }] };
    expect(renderEventPage(page)).toMatch(/\n1\. \[T\]\(\/news\/2013\/01\/4\/t\.md\)\n$/);
    expect(parsed(renderEventPage(page))).toEqual(page);
  });
});

describe('an event page of 2018', () => {
  it('is read whole and given back byte for byte', () => {
    const page = parsed(FULL_2018);
    expect(page).toMatchObject({ edition: '2018', kicker: 'Cold spell', title: 'The lake freezes.', summary: '' });
    expect(page.sources).toEqual([
      { name: 'The Harbour Post', url: 'https://post.example/a' },
      { name: 'Cover Image', url: 'https://post.example/a.jpg', cover: true },
    ]);
    expect(page.changes).toEqual([
      { title: 'Lake frozen', link: `${folder}/lake-frozen.md`, at: '2018-02-06 13:49:17', note: 'First version' },
      { title: 'Lake freezes) _', link: `${folder}/lake-f.md`, at: '2018-02-07 08:00:00', note: 'Update' },
      { title: 'The lake freezes.', link: `${folder}/lake-freezes.md`, at: '', note: 'Current version' },
    ]);
    expect(renderEventPage(page)).toBe(FULL_2018);
  });

  it('tells no kicker from an empty one', () => {
    for (const kicker of [null, '', ' ']) {
      const text = renderEventPage({ ...bare, edition: '2018', kicker });
      expect(text.includes('\n##### ')).toBe(kicker !== null);
      expect(parsed(text).kicker).toBe(kicker);
    }
  });

  it('is known by what only it has, where its formats line is gone', () => {
    const text = FULL_2018.slice(FULL_2018.indexOf('###'));
    expect(renderEventPage(parsed(text))).toBe(FULL_2018);
    expect(parsed(text.replace('##### Cold spell\n', '').replace(/### Changes:[\s\S]*/, '')).edition).toBe('2018');
  });
});

describe('what an importer normalises', () => {
  it.each([
    ['blank lines', FULL_2017.replaceAll('\n\n', '\n').replace('### Source', '\n \n\n\n### Source')],
    ['numbers', FULL_2017.replace('1. [The Harbour', '7. [The Harbour').replace('2. [Ice', '1. [Ice')],
    ['the last line end', FULL_2017.trimEnd()],
    [
      'spaces after a heading or an item',
      FULL_2017.replace('### Source:', '### Source: ').replace('_Context: Lake_', '_Context: Lake_  '),
    ],
    ['the order of sections', FULL_2017.replace(/(\n### Source:[\s\S]*?)(\n### Related:[\s\S]*)/, '$2$1')],
    ["the other edition's heading for sources", FULL_2018.replace('### Sources:', '### Source:')],
  ])('%s', (_, text) => {
    const whole = text.includes('Formats') ? FULL_2018 : FULL_2017;
    expect(text).not.toBe(whole);
    expect(renderEventPage(parsed(text))).toBe(whole);
  });
});

describe('what an event page must not hold', () => {
  const source = (address: string) => FULL_2017.replace('http://lake.example/(x)', address);
  it.each([
    ['an empty page', '', 1, 'the end of the page'],
    ['no title', FULL_2017.replace('# Cold spell:The lake freezes. \n', ''), 4, 'title'],
    ['a title of spaces', FULL_2017.replace('# Cold spell:The lake freezes. ', '#   '), 3, 'title'],
    ["another day than the path's", FULL_2017.replace('[2013-01-5]', '[2013-01-6]'), 1, '“### [2013-01-5]'],
    ['a day with a leading zero', FULL_2017.replace('[2013-01-5]', '[2013-01-05]'), 1, '“### [2013-01-5]'],
    [
      "a link to another day than the path's",
      FULL_2017.replace('/5/index.md', '/6/index.md'),
      1,
      '/news/2013/01/5/index.md',
    ],
    ['an unknown section', FULL_2017.replace('### Source:', '### Links:'), 8, '“### Links:”'],
    ['an unknown heading for a summary', FULL_2017.replace('Skaters', '## Skaters'), 5, 'heading of a section'],
    ['a second title', FULL_2017.replace('Skaters', '# Skaters'), 5, 'heading of a section'],
    ['a section twice', FULL_2017.replace('### Related:', '### Source:'), 14, 'twice'],
    ['the same section under both names', FULL_2017.replace('### Related:', '### Sources:'), 14, 'twice'],
    ['a second line of summary', FULL_2017.replace('noon.', 'noon.\nThen it thawed.'), 6, 'one line'],
    ['text after a section', `${FULL_2017}\nThe end.`, 19, 'related event'],
    ['an item without number', FULL_2017.replace('1. [The', '[The'), 10, 'a source as'],
    ['an item without link', FULL_2017.replace('2. [Lake', '2. Lake'), 11, 'a source as'],
    [
      'a related link to elsewhere',
      FULL_2017.replace('(/news/2013/01/4/ice.md)', '(https://x.example/)'),
      17,
      'one slash',
    ],
    [
      'a related link to another host',
      FULL_2017.replace('(/news/2013/01/4/ice.md)', '(//x.example/)'),
      17,
      'one slash',
    ],
    ['a related link with a backslash', FULL_2017.replace('/news/2013/01/4/ice.md', '/\\x.example/'), 17, 'backslash'],
    [
      'a related link with a control character',
      FULL_2017.replace('/01/4/ice.md', '/01/4/\tice.md'),
      17,
      'control character',
    ],
    ['a related link that climbs', FULL_2017.replace('/01/4/ice.md', '/../../ice.md'), 17, '..'],
    ['a version without time', FULL_2018.replace('2018-02-07 08:00:00', 'yesterday'), 20, 'earlier version'],
    ['formats of another page', FULL_2018.replace('lake-freezes.json', 'other.json'), 2, 'the formats of this page'],
    ...[
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      ' javascript:alert(1)',
      'java\tscript:alert(1)',
      '\u0001javascript:x',
      'data:text/html,x',
      'vbscript:x',
      'ftp://a.example',
      '//a.example',
      'http:a.example',
      'http:///x',
      'http://',
      'https:/x',
      ' https://a.example',
      'http://a\u0007b.example',
      '',
    ].map((address): [string, string, number, string] => [
      `the address ${JSON.stringify(address)}`,
      source(address),
      11,
      address.includes('\u0007') ? 'control character' : 'http:// or https://',
    ]),
  ])('%s', (_, text, line, reason) => {
    expect(text).not.toBe(FULL_2017);
    expect(parseEventPage(text, at)).toEqual({ ok: false, error: { line, reason: expect.stringContaining(reason) } });
  });
});

describe('any event page', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(eventPages, (page) => {
        expect(parseEventPage(renderEventPage(page), page)).toEqual({ ok: true, value: page });
      }),
      { numRuns: 500 },
    );
  });

  it('cannot be made to say more by a line end in a text', () => {
    const page: EventPage = {
      ...bare,
      summary: 'A\n### Related:\n1. [x](/y)',
      sources: [{ name: 'A\n', url: 'http://a.example\n### Related:' }],
    };
    expect(parsed(renderEventPage(page)).related).toEqual([]);
  });
});
