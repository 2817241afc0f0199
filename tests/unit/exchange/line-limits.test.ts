import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import { readDay } from '../../../lib/exchange/import/staged.ts';
import { effort } from '../../support/effort.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-limits-'));
const temporary = path.join(work, 'tmp');
const FIRST_MB = 1024 * 1024;

beforeAll(() => {
  mkdirSync(temporary);
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(() => expect(readdirSync(temporary)).toEqual([]));
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(work, { recursive: true, force: true });
});

const line = (headline: string) => `${JSON.stringify({ date: '2031-05-06', headline })}\n`;

function fileOf(...parts: (Uint8Array | string)[]): string {
  const file = path.join(work, 'given');
  writeFileSync(file, Buffer.concat(parts.map((part) => Buffer.from(part))));
  return file;
}

async function read(file: string, signal?: AbortSignal): Promise<{ titles: string[]; refused: string[] }> {
  const source = await openSource(file, 'events.jsonl.gz', signal);
  const found = { titles: [] as string[], refused: [] as string[] };
  try {
    for await (const step of source.steps()) {
      for (const one of step.refused) found.refused.push(`${one.line} ${one.reason}`);
      for (const entry of step.day ? readDay(step.day).day.entries : []) found.titles.push(entry.page.title);
    }
  } finally {
    await source.close();
  }
  return found;
}

test('a file that unpacks to far more than entries do is refused before it fills a disk', async () => {
  const blanks = gzipSync(`${' '.repeat(FIRST_MB)}\n`.repeat(40));
  await expect(read(fileOf(gzipSync(line('One')), blanks))).rejects.toThrow(
    'events.jsonl.gz unpacks to more than 200 times its size',
  );
  const lines = gzipSync('\n'.repeat(60 * FIRST_MB));
  await expect(read(fileOf(lines))).rejects.toThrow('unpacks to more than 200 times its size');
});

test.each([
  ['plain', (bytes: Buffer) => bytes],
  ['packed', (bytes: Buffer) => gzipSync(bytes, { level: 0 })],
])('a line of 40 MB is refused by its number and the others are read, %s', async (_, pack) => {
  const long = Buffer.from('[{"date":"2021-02-03"}],'.repeat((40 * FIRST_MB) / 24));
  const began = effort();
  const found = await read(
    fileOf(pack(Buffer.concat([Buffer.from(line('One')), long, Buffer.from(`\n\n${line('Two')}`)]))),
  );
  expect(found).toEqual({ titles: ['One', 'Two'], refused: ['2 The line is longer than 4 MB.'] });
  expect(effort() - began).toBeLessThan(10_000);
});

test('a line that is just as long as allowed is read, over any boundary', async () => {
  const most = 4 * FIRST_MB;
  for (const length of [most, most + 1]) {
    const padded = `${line('Long')
      .trimEnd()
      .padEnd(length - 1)}\n`;
    const found = await read(fileOf(line('One'), padded, line('Two')));
    expect(found).toEqual(
      length > most
        ? { titles: ['One', 'Two'], refused: ['2 The line is longer than 4 MB.'] }
        : { titles: ['One', 'Long', 'Two'], refused: [] },
    );
  }
});

test('empty lines cost next to nothing and are counted', async () => {
  const began = effort();
  const found = await read(fileOf('\n'.repeat(50 * FIRST_MB), line('One'), '\r\n', ' \n', '{'));
  expect(found.titles).toEqual(['One']);
  expect(found.refused).toEqual([expect.stringMatching(/^52428804 The line is not JSON/)]);
  expect(effort() - began).toBeLessThan(10_000);
});

test('a packed file that is cut off or altered is named as damaged', async () => {
  const whole = gzipSync(Array.from({ length: 500 }, (_, i) => line(`Event ${i} ${Math.random()}`)).join(''));
  const altered = Buffer.from(whole);
  altered.fill(0xff, 2_000, 2_100);
  for (const bytes of [whole.subarray(0, whole.length - 1), whole.subarray(0, 3_000), whole.subarray(0, 12), altered])
    await expect(read(fileOf(bytes))).rejects.toThrow(/^events\.jsonl\.gz is damaged/);
});

test('an import that is cancelled while it unpacks or reads stops at once', async () => {
  const stop = new AbortController();
  const file = fileOf(gzipSync(Buffer.from(line('One').repeat(400_000)), { level: 0 }));
  setTimeout(() => stop.abort(new Error('Cancelled.')), 30);
  const began = effort();
  await expect(read(file, stop.signal)).rejects.toThrow('Cancelled.');
  expect(effort() - began).toBeLessThan(3_000);
});

const CHILD = `
  process.on('SIGTERM', () => process.exit(143));
  const { openSource } = await import(process.argv[1]);
  const source = await openSource(process.argv[2]);
  process.stdout.write('open\\n');
  setInterval(() => undefined, 1_000);
`;

/** A process that has a packed file open, ended by a signal. */
async function ended(signal: NodeJS.Signals): Promise<void> {
  const args = [
    '--input-type=module',
    '-e',
    CHILD,
    path.resolve('lib/exchange/import/reading/open-source.ts'),
    fileOf(gzipSync(line('One'))),
  ];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: temporary },
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  expect(readdirSync(temporary)).toHaveLength(1);
  child.kill(signal);
  await new Promise((resolve) => child.once('exit', resolve));
}

test('a signal leaves no temporary file; what SIGKILL left goes with the next import', async () => {
  await ended('SIGTERM');
  expect(readdirSync(temporary)).toEqual([]);
  await ended('SIGKILL');
  const [left] = readdirSync(temporary);
  expect(readFileSync(path.join(temporary, left ?? '', 'events.jsonl'), 'utf8')).toBe(line('One'));
  expect((await read(fileOf(gzipSync(line('Two'))))).titles).toEqual(['Two']);
});
