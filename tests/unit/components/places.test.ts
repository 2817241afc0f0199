import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestFilled, placed } from '../../../components/entry-editor/help/places.ts';

const itself = (id: number) => id;
const someIds = fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 14 });
const somePlaces = fc
  .uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 10 })
  .chain((ids) =>
    fc.tuple(...ids.map((id) => fc.constantFrom(id, undefined))).map((places): (number | undefined)[] => places),
  );

describe('places', () => {
  it('are filled in order where nothing stood before', () =>
    expect(placed([], [5, 6, 7], itself, 4)).toEqual([5, 6, 7, undefined]));

  it('stay with what stays; what is new takes those that are left', () =>
    expect(placed([1, undefined, 3, 4], [9, 4, 1, 8], itself, 4)).toEqual([1, 9, 8, 4]));

  it('hold the likeliest, each once, and never move one that stays', () => {
    fc.assert(
      fc.property(somePlaces, someIds, (before, found) => {
        const now = placed(before, found, itself, 10);
        expect(now).toHaveLength(10);
        expect(now.filter((id) => id !== undefined).sort()).toEqual(found.slice(0, 10).sort());
        for (const [at, id] of before.entries())
          if (id !== undefined && found.slice(0, 10).includes(id)) expect(now[at]).toBe(id);
      }),
    );
  });
});

describe('the place to go on to', () => {
  it('is the next, else the one before, else none', () => {
    expect(nearestFilled([true, true, false, true], 1)).toBe(3);
    expect(nearestFilled([true, true, false, false], 1)).toBe(0);
    expect(nearestFilled([false, true, false], 1)).toBeUndefined();
  });
});
