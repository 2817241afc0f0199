import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assigned } from '../../../lib/editorial/contexts/rules/assigning.ts';
import { inTodaysWords, type Meaning, meantIds, savedIds } from '../../../lib/editorial/contexts/rules/meaning.ts';
import type { ContextId } from '../../../lib/kernel/ids.ts';
import { lentFields } from '../../../lib/kernel/newsroom/merging.ts';

const id = (n: number) => n as ContextId;
const ids = (...numbers: number[]) => numbers as ContextId[];
/** 1 and 2 are merged into 3; 4 was given another name; 5 is as it came. */
const KNOWN = new Map<number, Meaning>([
  [1, { means: id(3), name: 'Three', spelled: false }],
  [2, { means: id(3), name: 'Three', spelled: false }],
  [3, { means: id(3), name: 'Three', spelled: true }],
  [4, { means: id(4), name: 'New four', spelled: false }],
  [5, { means: id(5), name: 'Five', spelled: true }],
]);
const meanings = (context: ContextId) => KNOWN.get(context);
const list = fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 6 }).map((numbers) => ids(...numbers));

describe('what a text says today', () => {
  test('merged contexts are the one that stays, once and where the first of them stood', () => {
    expect(meantIds(ids(5, 2, 1, 3, 4), meanings)).toEqual(ids(5, 3, 4));
  });

  test('an own spelling stays unless somebody named or merged the context', () => {
    const text = {
      contexts: ids(1, 4, 5),
      kept: { edition: '2017' as const, contextNames: { 1: 'one', 4: 'four', 5: 'FIVE' } },
    };
    expect(inTodaysWords(text, meanings)).toEqual({
      contexts: ids(3, 4, 5),
      kept: { edition: '2017', contextNames: { 5: 'FIVE' } },
    });
    expect(inTodaysWords({ contexts: ids(4), kept: { contextNames: { 4: 'four' } } }, meanings)).toEqual({
      contexts: ids(4),
      kept: {},
    });
  });

  test('a text of which nothing changed is that very text', () => {
    const text = { contexts: ids(5, 3, 6), kept: { contextNames: { 5: 'FIVE' } } };
    expect(inTodaysWords(text, meanings)).toBe(text);
  });

  test('saying it twice changes nothing', () => {
    fc.assert(
      fc.property(list, (contexts) => {
        const once = inTodaysWords({ contexts, kept: { contextNames: { 1: 'a', 3: 'b', 4: 'c' } } }, meanings);
        expect(inTodaysWords(once, meanings)).toEqual(once);
      }),
    );
  });

  test('what is saved means what was sent, and is the list of before where that means the same', () => {
    fc.assert(
      fc.property(list, list, (before, sent) => {
        const saved = savedIds(before, sent, meanings);
        expect(meantIds(saved, meanings)).toEqual(meantIds(sent, meanings));
        expect(savedIds(before, meantIds(before, meanings), meanings)).toEqual(before);
      }),
    );
  });
});

describe('merges', () => {
  test('only what the one that stays does not say itself is taken over', () => {
    const goes = { kind: 'place', description: 'A town.', wikidataId: '' };
    expect(lentFields(goes, { kind: '', description: 'Ours.', wikidataId: 'Q1' })).toEqual(['kind']);
    expect(lentFields(goes, goes)).toEqual([]);
  });
});

describe('assigning', () => {
  test('adds at the end, removes, and replaces where the other one stood', () => {
    expect(assigned(ids(1, 2), { action: 'add-context', context: id(3) })).toEqual(ids(1, 2, 3));
    expect(assigned(ids(1, 2, 3), { action: 'remove-context', context: id(2) })).toEqual(ids(1, 3));
    expect(assigned(ids(1, 2, 3), { action: 'replace-context', context: id(2), by: id(9) })).toEqual(ids(1, 9, 3));
    expect(assigned(ids(1, 2, 3), { action: 'replace-context', context: id(2), by: id(3) })).toEqual(ids(1, 3));
  });

  test('says where there is nothing to do', () => {
    expect(assigned(ids(1), { action: 'add-context', context: id(1) })).toBeUndefined();
    expect(assigned(ids(1), { action: 'remove-context', context: id(2) })).toBeUndefined();
    expect(assigned(ids(1), { action: 'replace-context', context: id(2), by: id(1) })).toBeUndefined();
    expect(assigned(ids(1), { action: 'replace-context', context: id(1), by: id(1) })).toBeUndefined();
  });
});
