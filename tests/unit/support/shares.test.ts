import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { evenShares, SLOWEST, TIMED } from '../../support/shares.ts';

const files = [...TIMED, 'tests/e2e/new.spec.ts'];

test.each([1, 2, 3])('every file is in one of %i shares', (count) => {
  const shares = evenShares(files, count, true);
  expect(shares).toHaveLength(count);
  expect(shares.flat().sort()).toEqual([...files].sort());
  for (const share of shares) expect(share.length).toBeGreaterThan(0);
});

test('every screen on phones weighs as much as several files', () => {
  const withScreens = (long: boolean) =>
    evenShares(files, 2, long).find((share) => share.includes('tests/e2e/screens.spec.ts'))?.length ?? 0;
  expect(withScreens(true)).toBeLessThan(withScreens(false));
});

test('no file is named that is gone', () => {
  expect([...TIMED, ...SLOWEST].filter((file) => !existsSync(file))).toEqual([]);
});
