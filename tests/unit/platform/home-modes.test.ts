import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inHome, keptSecret } from '../../../lib/platform/environment/home.ts';

let folder: string;
let before: number;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'dateline-modes-'));
  before = process.umask(0);
});
afterEach(() => {
  process.umask(before);
  rmSync(folder, { recursive: true, force: true });
});

const modeOf = (place: string) => statSync(place).mode & 0o777;

test.skipIf(process.platform === 'win32')(
  'nobody else writes into the home or reads a secret in it, however open new files are on this machine',
  () => {
    const home = path.join(folder, 'home');
    const secret = keptSecret(home, 'session-secret');
    expect(modeOf(home)).toBe(0o755);
    expect(modeOf(inHome(home, 'session-secret'))).toBe(0o600);
    expect(secret).toHaveLength(43);
    expect(keptSecret(home, 'session-secret')).toBe(secret);
    expect(readdirSync(home)).toEqual(['session-secret']);
  },
);
