import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDay } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import { changesBetween, type ItemChange, itemChanges } from '../../../lib/kernel/revision/changes.ts';
import type { RevisionText } from '../../../lib/kernel/revision/text.ts';

const BASE: RevisionText = {
  day: parseDay('2013-01-19') ?? never(),
  topic: 'In Amenas hostage crisis',
  headline: 'The siege ends',
  summary: 'Troops take the plant.',
  sources: [
    { name: 'BBC', url: 'http://www.bbc.co.uk/1' },
    { name: 'Reuters', url: 'http://www.reuters.com/2' },
  ],
  contexts: [1, 2, 3] as ContextId[],
  related: [{ entry: 7 as EntryId }, { missing: '/news/2013/01/5/gone.md', label: 'Gone', contexts: 'Mali' }],
  kept: {},
};

describe('changesBetween', () => {
  test('says nothing of two texts that say the same', () => {
    expect(changesBetween(BASE, structuredClone(BASE))).toEqual([]);
  });

  test('names each text field that differs with both texts', () => {
    const next = { ...BASE, headline: 'The siege ends after four days', topic: '' };
    expect(changesBetween(BASE, next)).toEqual([
      { field: 'headline', before: 'The siege ends', after: 'The siege ends after four days' },
      { field: 'topic', before: 'In Amenas hostage crisis', after: '' },
    ]);
  });

  test('of a new entry, shows every field that says something as added', () => {
    const changes = changesBetween(undefined, { ...BASE, topic: '', contexts: [] });
    expect(changes.map((change) => change.field)).toEqual(['headline', 'summary', 'day', 'sources', 'related']);
    expect(
      changes.every((change) =>
        'items' in change ? change.items.every((item) => item.kind === 'added') : change.before === '',
      ),
    ).toBe(true);
  });

  test('takes a source for the same one while its address or its name stays', () => {
    const sources = [
      { name: 'BBC News', url: 'http://www.bbc.co.uk/1' },
      { name: 'Reuters', url: 'http://www.reuters.com/3' },
    ];
    expect(changesBetween(BASE, { ...BASE, sources })).toEqual([
      {
        field: 'sources',
        items: [
          { kind: 'changed', item: sources[0], before: BASE.sources[0], moved: false },
          { kind: 'changed', item: sources[1], before: BASE.sources[1], moved: false },
        ],
      },
    ]);
  });

  test('shows a removed related page where it stood', () => {
    expect(changesBetween(BASE, { ...BASE, related: [{ entry: 9 as EntryId }, { entry: 7 as EntryId }] })).toEqual([
      {
        field: 'related',
        items: [
          { kind: 'added', item: { entry: 9 } },
          { kind: 'same', item: { entry: 7 } },
          { kind: 'removed', item: BASE.related[1] },
        ],
      },
    ]);
  });
});

describe('itemChanges', () => {
  const kinds = (before: string[], after: string[]) =>
    itemChanges(before, after, [String]).map((change) => `${change.kind} ${change.item}`);

  test('marks only the item that was moved', () => {
    expect(kinds(['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'])).toEqual(['moved d', 'same a', 'same b', 'same c']);
  });

  test('an item listed twice pairs twice', () => {
    expect(kinds(['a', 'a'], ['a', 'a', 'a'])).toEqual(['same a', 'same a', 'added a']);
  });

  test('loses no item of either list, and marks nothing in equal ones', () => {
    const list = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const changes = itemChanges(before, after, [String]);
        expect(changes.filter((change) => change.kind !== 'removed').map((change) => change.item)).toEqual(after);
        expect(itemsBefore(changes).sort()).toEqual([...before].sort());
        expect(itemChanges(before, before, [String]).every((change) => change.kind === 'same')).toBe(true);
      }),
    );
  });
});

function itemsBefore(changes: ItemChange<string>[]): string[] {
  return changes
    .filter((change) => change.kind !== 'added')
    .map((change) => (change.kind === 'changed' ? change.before : change.item));
}

function never(): never {
  throw new Error('not a day');
}
