import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

type Locked = { version?: string; resolved?: string; optionalDependencies?: Record<string, string> };

const read = (file: string) => JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8'));
const lock: { packages: Record<string, Locked> } = read('package-lock.json');

/** Versions below these have published security holes (public advisories up to November 2026). */
const FLOORS: Record<string, string[]> = {
  next: ['16.4.5'],
  'next-auth': ['4.24.15'],
  nodemailer: ['9.0.1'],
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
  if (name !== 'undici') expect(installed).not.toEqual([]);
  for (const [place, { version = '0' }] of installed)
    expect({ place, version, safe: isAtLeast(version, floors) }).toMatchObject({ safe: true });
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

/** The places where a package at `place` finds the package `name`, the nearest first. */
function placesOf(place: string, name: string): string[] {
  const within = place.split('/node_modules/');
  return within
    .map((_, i) => `${within.slice(0, within.length - i).join('/node_modules/')}/node_modules/${name}`)
    .concat(`node_modules/${name}`);
}

function absent(packages: Record<string, Locked>): string[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !placesOf(place, name).some((one) => one in packages))
      .map((name) => `${place} wants ${name}`),
  );
}

const MAKE_WHOLE =
  'Make the lock file whole: d=$(mktemp -d) && cp package.json package-lock.json .npmrc $d && (cd $d && npm ' +
  'install --package-lock-only) && cp $d/package-lock.json .';

test('the lock file is whole, so that npm ci works on every system', () => {
  expect(absent(lock.packages), MAKE_WHOLE).toEqual([]);
  expect(lock.packages[''], MAKE_WHOLE).toMatchObject(picked(read('package.json')));
});

test('the check itself tells a whole lock file from one with a gap', () => {
  const whole = {
    'node_modules/a': { optionalDependencies: { 'a-win': '1' } },
    'node_modules/a-win': {},
    'node_modules/b/node_modules/c': { optionalDependencies: { d: '1' } },
  };
  expect(absent({ ...whole, 'node_modules/b/node_modules/d': {} })).toEqual([]);
  expect(absent(whole)).toEqual(['node_modules/b/node_modules/c wants d']);
});

function picked({
  dependencies,
  devDependencies,
  engines,
}: Record<'dependencies' | 'devDependencies' | 'engines', Record<string, string>>) {
  return { dependencies, devDependencies, engines };
}

test('the README and the page about installing ask for the Node that the project asks for', () => {
  const [, least] = /^>=([\d.]+)$/.exec(read('package.json').engines.node) ?? [];
  const text = (file: string) => readFileSync(path.resolve(import.meta.dirname, '../..', file), 'utf8');
  expect(text('README.md')).toContain(`You need Node.js ${least} or newer`);
  expect(text('docs/operators/install.md')).toContain(`Node.js ${least} or newer`);
});
