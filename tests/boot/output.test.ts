import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';

const MAIN = path.resolve(import.meta.dirname, '../../lib/cli/main.ts');
const tree = mkdtempSync(path.join(tmpdir(), 'dateline-output-'));
const MISSING = 1_200;

/** A tree whose manifest lists many files with long names that are not there: a report of two megabytes. */
beforeAll(() => {
  const files = Array.from({ length: MISSING }, (_, i) => ({
    path: `changes/${String(i).padStart(5, '0')}-${'x'.repeat(1_500)}.json`,
    size: 0,
    sha256: '0'.repeat(64),
  }));
  const root = {
    format: 2,
    edition: '2017',
    formats: ['json'],
    readmes: false,
    relatedLimit: 10,
    site: { url: '', title: '' },
    counts: { files: MISSING, bytes: 0 },
    files,
  };
  writeFileSync(path.join(tree, 'manifest.json'), JSON.stringify(root));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

function verify(): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'verify', tree, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('close', resolve));

test('a report is whole however slowly it is read, and the status is the same', async () => {
  const child = verify();
  const status = ended(child);
  await setTimeout(1_500);
  let text = '';
  for await (const chunk of (child.stdout as NonNullable<typeof child.stdout>).setEncoding('utf8')) {
    text += chunk;
    await setTimeout(2);
  }
  expect(text.length).toBeGreaterThan(1_000_000);
  // The manifest, which is not as Dateline writes it, is one more.
  expect(JSON.parse(text)).toMatchObject({ found: MISSING + 1 });
  expect(await status).toBe(1);
});

test('a reader that goes away early is no fault', async () => {
  const child = verify();
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => (said += chunk));
  const status = ended(child);
  child.stdout?.once('data', () => child.stdout?.destroy());
  expect(await status).toBe(1);
  expect(said).toBe('');
});
