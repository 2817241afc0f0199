import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { linesInGroups, type NumberedLine } from '../../../lib/cli/json-lines.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-lines-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

async function groups(content: Uint8Array | string, most: number) {
  const file = path.join(work, 'given.jsonl');
  writeFileSync(file, content);
  const read: NumberedLine[][] = [];
  for await (const group of linesInGroups(file, most)) read.push(group);
  return read;
}

test('lines come in groups with their numbers, without blank ones, line ends and a byte order mark', async () => {
  expect(await groups('\ufeff{"a":1}\r\n\n  \n{"b":2}\n{"c":"ü"}', 2)).toEqual([
    [
      { number: 1, text: '{"a":1}' },
      { number: 4, text: '{"b":2}' },
    ],
    [{ number: 5, text: '{"c":"ü"}' }],
  ]);
});

test('a line of more than 4 MB is refused with its number and the others are read', async () => {
  const long = Buffer.alloc(40 * 1024 * 1024, 'x');
  const read = (await groups(Buffer.concat([Buffer.from('{"a":1}\n'), long, Buffer.from('\n{"b":2}\n')]), 50)).flat();
  expect(read).toEqual([
    { number: 1, text: '{"a":1}' },
    { number: 2, problem: 'The line is longer than 4 MB.' },
    { number: 3, text: '{"b":2}' },
  ]);
});

test('a line that is not UTF-8 is refused with its number', async () => {
  expect((await groups(Buffer.from([0x22, 0xe4, 0x22, 0x0a, 0x31]), 50)).flat()).toEqual([
    { number: 1, problem: 'The line is not UTF-8. Save the file as UTF-8.' },
    { number: 2, text: '1' },
  ]);
});
