import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const lock = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../package-lock.json'), 'utf8')) as {
  packages: Record<string, { version?: string; resolved?: string }>;
};

/** Versions below these have published security holes (public advisories up to November 2026). */
const FLOORS: Record<string, string[]> = {
  next: ['16.4.5'],
  'next-auth': ['4.24.15'],
  sharp: ['0.35.5'],
  undici: ['7.29.1', '8.10.2'],
};

const numbers = (version: string) => version.split('-')[0]?.split('.').map(Number) ?? [];

function isAtLeast(version: string, floors: string[]): boolean {
  const [major = 0, minor = 0, patch = 0] = numbers(version);
  const same = floors.map(numbers).filter(([floor]) => floor === major);
  if (!same.length) return floors.every((floor) => major > (numbers(floor)[0] ?? 0));
  return same.every(([, m = 0, p = 0]) => minor > m || (minor === m && patch >= p));
}

test.each(Object.entries(FLOORS))('%s is not below its security floor', (name, floors) => {
  const installed = Object.entries(lock.packages).filter(([place]) => place.endsWith(`node_modules/${name}`));
  for (const [place, { version = '0' }] of installed) expect({ place, version, safe: isAtLeast(version, floors) }).toMatchObject({ safe: true });
});

test('the floor check itself tells old from new', () => {
  expect(isAtLeast('16.4.4', ['16.4.5'])).toBe(false);
  expect(isAtLeast('16.4.5', ['16.4.5'])).toBe(true);
  expect(isAtLeast('8.10.1', ['7.29.1', '8.10.2'])).toBe(false);
  expect(isAtLeast('7.30.0', ['7.29.1', '8.10.2'])).toBe(true);
  expect(isAtLeast('6.0.0', ['7.29.1', '8.10.2'])).toBe(false);
});

test('the lock file names no package host', () => {
  expect(Object.values(lock.packages).filter((entry) => entry.resolved?.startsWith('http'))).toEqual([]);
});
