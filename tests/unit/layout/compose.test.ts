import { describe, expect, it } from 'vitest';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import type { RevisionText } from '../../../lib/kernel/revision/text.ts';
import { eventPageOf, type Lookup, type Target, titleIn } from '../../../lib/layout/compose.ts';
import {
  dayPageOf,
  defaultEntry,
  frontPageOf,
  kickerLine,
  type ListedEvent,
  listedEventOf,
} from '../../../lib/layout/compose-day.ts';
import { aDay } from './archive.ts';

const [lake, upper, ferry, ice] = [1, 2, 3, 4] as [ContextId, ContextId, ContextId, ContextId] & number[];
const NAMES = new Map<ContextId, string>([
  [lake, 'Lake'],
  [upper, 'Upper Town'],
  [ferry, 'ferry'],
  [ice, 'Ice'],
]);
const [pier, drought] = [11, 12] as [EntryId, EntryId] & number[];
const PIER: Target = {
  path: 'news/2013/01/4/pier.md',
  title2017: 'Cold spell:Ice on the pier.',
  title2018: 'Ice on the pier.',
  contexts: ['Upper Town', 'ferry', 'Lake'],
};
const lookup: Lookup = {
  contextName: (id) => NAMES.get(id) ?? `no context ${id}`,
  target: (id) => (id === pier ? PIER : undefined),
};

const text: RevisionText = {
  day: aDay('2013-01-05'),
  topic: 'Cold spell',
  headline: 'The lake freezes.',
  summary: 'Skaters were out.',
  sources: [{ name: 'Post', url: 'https://post.example/' }],
  contexts: [ferry, lake, ice],
  related: [{ entry: pier }],
  kept: {},
};
const page = (change: Partial<RevisionText>, edition: '2017' | '2018' = '2017') =>
  eventPageOf({ ...text, ...change }, 'lake-freezes', edition, lookup);

describe('eventPageOf', () => {
  it('puts the topic before the headline in 2017 and into the kicker in 2018', () => {
    expect(page({})).toMatchObject({ edition: '2017', kicker: null, title: 'Cold spell:The lake freezes.' });
    expect(page({}, '2018')).toMatchObject({ edition: '2018', kicker: 'Cold spell', title: 'The lake freezes.' });
    expect(page({ topic: '' })).toMatchObject({ kicker: null, title: 'The lake freezes.' });
    expect(page({ topic: '' }, '2018').kicker).toBe('');
  });

  it('leaves the kicker line out only where it was missing and there is no topic', () => {
    expect(page({ topic: '', kept: { noKicker: true } }, '2018').kicker).toBeNull();
    expect(page({ kept: { noKicker: true } }, '2018').kicker).toBe('Cold spell');
  });

  it('writes kept texts as long as the fields say the same', () => {
    const kept = {
      topic: { of: 'Cold spell', text: ' Cold spell' },
      headline: { of: 'The lake freezes.', text: 'The lake freezes. ' },
      summary: { of: 'Skaters were out.', text: 'Skaters were out.  ' },
    };
    expect(page({ kept })).toMatchObject({ title: ' Cold spell:The lake freezes. ', summary: 'Skaters were out.  ' });
    expect(page({ kept, headline: 'The lake thaws.', summary: 'No skaters.' })).toMatchObject({
      title: ' Cold spell:The lake thaws.',
      summary: 'No skaters.',
    });
    expect(titleIn({ ...text, topic: '', kept: { topic: { of: '', text: ' ' } } }, '2017')).toBe('The lake freezes.');
  });

  it('writes a source with its kept spaces while the name is the same, and the cover last', () => {
    const sources = [
      { name: 'Cover Image', url: 'https://post.example/a.jpg', cover: true as const },
      { name: 'Post', url: 'https://post.example/', written: ' Post' },
      { name: 'Daily', url: 'https://daily.example/', written: ' Weekly' },
    ];
    expect(page({ sources }).sources).toEqual([
      { name: ' Post', url: 'https://post.example/' },
      { name: 'Daily', url: 'https://daily.example/' },
      { name: 'Cover Image', url: 'https://post.example/a.jpg', cover: true },
    ]);
  });

  it('labels a related event with its title in the edition and the contexts of both', () => {
    expect(page({}).related).toEqual([
      { title: 'Cold spell:Ice on the pier.', link: '/news/2013/01/4/pier.md', contexts: 'Lake, ferry' },
    ]);
    expect(page({ kept: { contextNames: { [ferry]: 'Ferry' } } }, '2018').related).toEqual([
      { title: 'Ice on the pier.', link: '/news/2013/01/4/pier.md', contexts: 'Ferry, Lake' },
    ]);
  });

  it('names a context once', () => {
    expect(page({ contexts: [ferry, ferry, lake] }).related[0]).toMatchObject({ contexts: 'Lake, ferry' });
  });

  it('writes a kept label and list while the defaults are what they were', () => {
    const label = { of: PIER.title2017, text: 'Ice on a pier' };
    const contexts = { of: 'Lake, ferry', text: 'ferry, Lake' };
    expect(page({ related: [{ entry: pier, label, contexts }] }).related[0]).toMatchObject({
      title: 'Ice on a pier',
      contexts: 'ferry, Lake',
    });
    expect(page({ contexts: [lake], related: [{ entry: pier, label, contexts }] }, '2018').related[0]).toMatchObject({
      title: PIER.title2018,
      contexts: 'Lake',
    });
  });

  it('leaves out a related event that is not published and writes a missing page literally', () => {
    expect(
      page({ related: [{ entry: drought }, { missing: '/news/1999/01/1/x.md', label: ' X ', contexts: 'B, A' }] })
        .related,
    ).toEqual([{ title: ' X ', link: '/news/1999/01/1/x.md', contexts: 'B, A' }]);
  });

  it('lists earlier versions in 2018 only, those of an imported page first', () => {
    const version = {
      title: 'Lake freezing',
      link: '/news/2013/01/5/lake-freezes.md',
      at: '2020-01-01 00:00:00',
      note: 'First version',
    };
    const current = {
      title: 'The lake freezes.',
      link: '/news/2013/01/5/lake-freezes.md',
      at: '',
      note: 'Current version',
    };
    const imported = {
      title: 'Lake',
      link: '/news/2013/01/5/lake.md',
      at: '2018-01-01 00:00:00',
      note: 'First version',
    };
    const kept = { edition: '2018' as const, changes: [imported, { ...current, title: 'Lake freezing' }] };
    const changes = (edition: '2017' | '2018', history: (typeof version)[], keeps: RevisionText['kept'] = {}) =>
      eventPageOf({ ...text, kept: keeps }, 'lake-freezes', edition, lookup, history).changes;
    expect(changes('2018', [])).toEqual([]);
    expect(changes('2018', [version])).toEqual([version, current]);
    expect(changes('2017', [version], kept)).toEqual([]);
    expect(changes('2018', [], kept)).toEqual(kept.changes);
    expect(changes('2018', [], { ...kept, edition: '2017' })).toEqual([]);
    expect(changes('2018', [version], kept)).toEqual([imported, { ...version, note: 'Update' }, current]);
  });
});

describe('a day composed', () => {
  const listed = listedEventOf(text, 'news/2013/01/5/lake-freezes.md', lookup);
  const events = new Map<EntryId, ListedEvent>([
    [pier, listed],
    [
      drought,
      {
        ...listed,
        path: 'news/2013/01/5/drought.md',
        title2017: 'Drought.',
        title2018: 'Drought.',
        topic: '',
        summary: '',
        contextNames: [],
      },
    ],
  ]);
  const eventOf = (id: EntryId) => events.get(id);
  const entry = {
    kicker: null,
    title: 'Cold spell:The lake freezes.',
    link: '/news/2013/01/5/lake-freezes.md',
    body: 'Skaters were out.',
  };

  it('has the summary, or only where there is none the context line, or nothing', () => {
    expect(defaultEntry(listed, '2017')).toEqual(entry);
    expect(defaultEntry({ ...listed, summary: '' }, '2017').body).toBe('_Context: Ice, Lake, ferry_');
    expect(defaultEntry({ ...listed, summary: '', contextNames: [] }, '2017').body).toBeNull();
    expect(listedEventOf({ ...text, topic: '', kept: { topic: { of: '', text: '  ' } } }, 'x', lookup).topic).toBe('');
    expect(
      listedEventOf({ ...text, summary: '', kept: { summary: { of: '', text: '  ' } } }, 'x', lookup).summary,
    ).toBe('');
  });

  it('has the topic as kicker in 2018 only', () => {
    expect(defaultEntry(listed, '2018')).toMatchObject({ kicker: 'Cold spell', title: 'The lake freezes.' });
    expect(defaultEntry({ ...listed, topic: '' }, '2018').kicker).toBeNull();
  });

  it('keeps the order, writes what is kept, and leaves out what is not published', () => {
    const missing = { missing: '/news/2013/01/5/x.md', title: ' X', body: '', kicker: null };
    const order = {
      entries: [
        { entry: drought, body: { of: '', text: 'Dry.' } },
        { entry: 99 as EntryId },
        missing,
        { entry: pier, title: { of: entry.title, text: 'Lake!' }, body: { of: entry.body, text: '' } },
      ],
      kept: {},
    };
    expect(dayPageOf(text.day, order, '2017', eventOf).entries).toEqual([
      { kicker: null, title: 'Drought.', link: '/news/2013/01/5/drought.md', body: 'Dry.' },
      { kicker: null, title: ' X', link: '/news/2013/01/5/x.md', body: null },
      { ...entry, title: 'Lake!', body: null },
    ]);
  });

  it('tells a kept empty kicker from a kept absence of one', () => {
    const kicker = (of: string | null, kept: string | null) => ({ of: kickerLine(of), text: kickerLine(kept) });
    const order = {
      entries: [
        { entry: pier, kicker: kicker('Cold spell', '') },
        { entry: pier, kicker: kicker('Cold spell', null) },
        { entry: drought, kicker: kicker(null, 'Dry') },
      ],
      kept: {},
    };
    expect(dayPageOf(text.day, order, '2018', eventOf).entries.map((item) => item.kicker)).toEqual(['', null, 'Dry']);
  });

  it('makes the front page of the latest day and the calendar days before it', () => {
    const orderOf = (day: string) => (day === '2013-03-01' ? { entries: [{ entry: pier }], kept: {} } : undefined);
    const opinion = { title: 'On ice', link: '/opinion/2013/01/1/on-ice/index.md', body: null };
    expect(frontPageOf(aDay('2013-03-01'), orderOf, '2017', eventOf, opinion)).toEqual({
      edition: '2017',
      news: { day: '2013-03-01', entries: [entry] },
      opinion,
      yesterday: { day: '2013-02-28', entries: [] },
      dayBeforeYesterday: { day: '2013-02-27', entries: [] },
      previous: '2013-02-26',
    });
  });
});
