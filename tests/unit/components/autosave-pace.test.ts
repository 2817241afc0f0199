import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AT_LATEST_MS, PAUSE_MS, retryAfter, saveAt } from '../../../components/entry-editor/model/autosave-pace.ts';

describe('when to save', () => {
  it('is after a pause in typing', () => {
    expect(saveAt(1_000, 1_000)).toBe(1_000 + PAUSE_MS);
    expect(saveAt(1_000, 4_000)).toBe(4_000 + PAUSE_MS);
  });

  it('is never later than the longest wait, however long somebody types', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e6), (first, typed) => {
        const at = saveAt(first, first + typed);
        expect(at).toBeLessThanOrEqual(first + AT_LATEST_MS);
        expect(at).toBeLessThanOrEqual(first + typed + PAUSE_MS);
      }),
    );
  });
});

describe('when to try again', () => {
  it('grows with each failure, up to a minute or so', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 20].map((failures) => retryAfter(failures, 0.5));
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('differs from editor to editor by a quarter at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, chance) => {
        const [middle, pause] = [retryAfter(failures, 0.5), retryAfter(failures, chance)];
        expect(Math.abs(pause - middle)).toBeLessThanOrEqual(middle / 4 + 1);
      }),
    );
  });
});
