import { describe, expect, it } from 'vitest';
import { joined, textFrom } from '../../../components/entry-editor/form/entry-text.ts';
import { type Choice, isWhole, withChoices } from '../../../components/entry-editor/together/clash-choice.ts';
import type { EntryFields } from '../../../lib/editorial/entries/contract/entry.ts';
import { type Clash, mergeTexts } from '../../../lib/kernel/revision/merge.ts';

const pier = { name: 'Pier News', url: 'https://pier.example/1' };
const cover = { name: 'Cover', url: 'https://pier.example/cover.png', cover: true as const };
const BASE: EntryFields = {
  day: '2013-01-19',
  topic: 'Piers',
  headline: 'A bridge opens',
  slug: '',
  summary: 'At noon.',
  sources: [pier, cover],
  contexts: [],
  related: [],
};

/** What three texts come to where every clash is settled the same way. */
function settle(theirs: Partial<EntryFields>, mine: Partial<EntryFields>, ...choices: Choice[]): EntryFields {
  const [their, my] = [
    { ...BASE, ...theirs },
    { ...BASE, ...mine },
  ];
  const { clashes } = mergeTexts(textFrom(BASE), textFrom(their), textFrom(my));
  expect(clashes).toHaveLength(choices.length);
  return withChoices(joined(BASE, their, my), clashes, choices);
}

const ANEW: Choice = { take: 'custom', text: 'Written anew', url: 'https://anew.example/' };

describe('a settled clash', () => {
  it('takes the chosen words and keeps what was merged', () => {
    const both: [Partial<EntryFields>, Partial<EntryFields>] = [
      { headline: 'Theirs', topic: 'Harbours' },
      { headline: 'Mine', summary: 'At one.' },
    ];
    const merged = { ...BASE, topic: 'Harbours', summary: 'At one.' };
    expect(settle(...both, { take: 'theirs' })).toEqual({ ...merged, headline: 'Theirs' });
    expect(settle(...both, { take: 'mine' })).toEqual({ ...merged, headline: 'Mine' });
    expect(settle(...both, ANEW)).toEqual({ ...merged, headline: 'Written anew' });
  });

  it('puts the chosen source where mine stood, beside what both added', () => {
    const both: [Partial<EntryFields>, Partial<EntryFields>] = [
      { sources: [{ ...pier, name: 'The Pier News' }, cover] },
      { sources: [{ ...pier, name: 'Pier Weekly' }, { name: 'Gazette', url: 'https://gazette.example/' }, cover] },
    ];
    const names = (choice: Choice) => settle(...both, choice).sources.map(({ name }) => name);
    expect(names({ take: 'theirs' })).toEqual(['The Pier News', 'Gazette', 'Cover']);
    expect(names({ take: 'mine' })).toEqual(['Pier Weekly', 'Gazette', 'Cover']);
    expect(names(ANEW)).toEqual(['Written anew', 'Gazette', 'Cover']);
  });

  it('brings a source back that I removed and they changed, before the cover', () => {
    expect(
      settle(
        { sources: [{ ...pier, name: 'The Pier News' }, cover] },
        { sources: [cover] },
        { take: 'theirs' },
      ).sources.map(({ name }) => name),
    ).toEqual(['The Pier News', 'Cover']);
    expect(
      settle({ sources: [{ ...pier, name: 'The Pier News' }, cover] }, { sources: [cover] }, { take: 'mine' }).sources,
    ).toEqual([cover]);
    expect(
      settle({ sources: [cover] }, { sources: [{ ...pier, name: 'Pier Weekly' }, cover] }, { take: 'theirs' }).sources,
    ).toEqual([cover]);
  });
});

describe('a choice', () => {
  const clash = (field: 'headline' | 'summary'): Clash => ({ field, base: '', theirs: 'a', mine: 'b' });
  it('is whole once it says something that can be saved', () => {
    expect(isWhole(clash('headline'), undefined)).toBe(false);
    expect(isWhole(clash('headline'), { take: 'mine' })).toBe(true);
    expect(isWhole(clash('headline'), { take: 'custom', text: ' ', url: '' })).toBe(false);
    expect(isWhole(clash('summary'), { take: 'custom', text: '', url: '' })).toBe(true);
    expect(
      isWhole({ field: 'sources', base: pier, theirs: null, mine: pier }, { take: 'custom', text: 'Pier', url: '' }),
    ).toBe(false);
  });
});
