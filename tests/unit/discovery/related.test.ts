import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type RelatedCandidate,
  type RelatedQuery,
  rankRelated,
} from '../../../lib/discovery/suggestions/rules/related.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';

const query: RelatedQuery = {
  day: 100,
  words: new Map([
    ['dam', 6],
    ['orle', 8],
    ['break', 4],
  ]),
  contexts: new Map([
    [1 as ContextId, 2],
    [2 as ContextId, 8],
  ]),
  rarest: 9,
};

function candidate(entry: number, fields: Partial<RelatedCandidate> = {}): RelatedCandidate {
  return {
    entry: entry as EntryId,
    day: 100,
    topic: '',
    topicWords: [],
    sharedWords: [],
    words: 10,
    shared: [],
    contexts: 3,
    ...fields,
  };
}

const order = (candidates: readonly RelatedCandidate[]) => rankRelated(query, candidates).map(({ entry }) => entry);

describe('related entries', () => {
  test('a rare context counts more than a common one, and the nearer of two alike comes first', () => {
    expect(order([candidate(1, { shared: [1 as ContextId] }), candidate(2, { shared: [2 as ContextId] })])).toEqual([
      2, 1,
    ]);
    expect(
      order([candidate(1, { sharedWords: ['dam'], day: 10 }), candidate(2, { sharedWords: ['dam'], day: 98 })]),
    ).toEqual([2, 1]);
  });

  test('what the likest are about raises whatever is of that topic', () => {
    const flood = { topic: 'Orle flood' };
    const likest = [1, 2, 3].map((entry) => candidate(entry, { sharedWords: ['orle', 'dam'], ...flood }));
    expect(
      order([
        ...likest,
        candidate(4, { sharedWords: ['orle'] }),
        candidate(5, { sharedWords: ['dam'], ...flood }),
      ]).indexOf(5 as EntryId),
    ).toBe(3);
  });

  test('the fifth place goes to another topic that is nearly as likely, and not to one that is far behind', () => {
    const ones = [1, 2, 3, 4, 5, 6].map((entry) =>
      candidate(entry, { sharedWords: ['orle', 'dam'], topic: 'Orle flood' }),
    );
    const near = [10, 11, 12].map((entry) =>
      candidate(entry, { sharedWords: ['orle', 'dam', 'break'], topic: 'Dams', words: 14 }),
    );
    const ranked = rankRelated(query, [...ones, ...near]);
    expect(new Set(ranked.slice(0, 5).map(({ topic }) => topic))).toEqual(new Set(['Orle flood', 'Dams']));
    expect(order([...ones, candidate(20, { sharedWords: ['break'], topic: 'Weather' })]).slice(0, 5)).not.toContain(20);
  });

  test('of whatever candidates: each once, scores falling save for that place', () => {
    const some = fc.uniqueArray(
      fc.record({
        entry: fc.nat(50),
        day: fc.integer({ min: 0, max: 200 }),
        topic: fc.constantFrom('', 'A', 'B'),
        shared: fc.subarray([1, 2] as ContextId[]),
        sharedWords: fc.subarray(['dam', 'orle', 'break']),
      }),
      { selector: ({ entry }) => entry, maxLength: 20 },
    );
    fc.assert(
      fc.property(some, (fields) => {
        const candidates = fields.map((one) => candidate(one.entry, { ...one, entry: one.entry as EntryId }));
        const ranked = order(candidates);
        expect(ranked.toSorted((a, b) => a - b)).toEqual(
          candidates.map(({ entry }) => entry).toSorted((a, b) => a - b),
        );
        expect(order(candidates.toReversed())).toEqual(ranked);
      }),
    );
  });
});
