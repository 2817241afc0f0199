import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sourceHash } from '../../lib/cli/start/build.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
/** "nobody": whom root becomes here; anybody else simply may not write. */
const OTHER = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

const clone = mkdtempSync(path.join(tmpdir(), 'dateline-foreign-'));
for (const name of ['lib', 'package.json', 'package-lock.json', 'next.config.js'])
  cpSync(path.join(ROOT, name), path.join(clone, name), { recursive: true });
symlinkSync(path.join(ROOT, 'node_modules'), path.join(clone, 'node_modules'));
afterAll(() => {
  chmodSync(clone, 0o755);
  rmSync(clone, { recursive: true, force: true });
});

/** Asks for the build of the clone as somebody who may not write there. */
function ensureBuild(): string {
  chmodSync(clone, 0o555);
  const program =
    "import('./lib/cli/start/build.ts').then((m) => m.ensureBuild(() => undefined)).then(console.log, (error) => " +
    'console.log(error.message, error.remedy))';
  const { stdout } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', program], {
    cwd: clone,
    encoding: 'utf8',
    ...OTHER,
  });
  chmodSync(clone, 0o755);
  return stdout.trim();
}

test('a clone of another user is served as its owner built it, and nothing is written there', () => {
  const refused = ensureBuild();
  expect(refused).toMatch(/belongs to another user.*npm run build/s);
  const hash = sourceHash(clone);
  const folder = path.join('.next-builds', hash.slice(0, 16));
  mkdirSync(path.join(clone, folder), { recursive: true });
  writeFileSync(path.join(clone, folder, 'BUILD_ID'), 'x');
  writeFileSync(path.join(clone, folder, 'DATELINE_BUILD'), hash);
  chmodSync(path.join(clone, '.next-builds'), 0o555);
  expect(ensureBuild()).toBe(folder);
  expect(readdirSync(path.join(clone, folder)).sort()).toEqual(['BUILD_ID', 'DATELINE_BUILD']);
  chmodSync(path.join(clone, '.next-builds'), 0o755);
});
