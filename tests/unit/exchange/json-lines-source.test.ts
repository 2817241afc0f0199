import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import { readDay } from '../../../lib/exchange/import/staged.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-lines-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const line = (headline: string, fields: object = {}) =>
  `${JSON.stringify({ date: '2031-05-06', headline, ...fields })}\n`;

/** The titles that a file of lines gives, and what it refuses, by line. */
async function read(bytes: Uint8Array | string) {
  const file = path.join(work, 'upload');
  writeFileSync(file, bytes);
  const source = await openSource(file, 'small.jsonl');
  const titles: string[] = [];
  const refused: string[] = [];
  for await (const step of source.steps()) {
    for (const one of step.refused) refused.push(`${one.path}:${one.line} ${one.reason}`);
    for (const entry of step.day ? readDay(step.day).day.entries : []) titles.push(entry.page.title);
  }
  await source.close();
  return { titles, refused };
}

describe('the encoding of JSON lines', () => {
  test('a line that is not UTF-8 is refused by its number, the others are taken in', async () => {
    const { titles, refused } = await read(
      Buffer.concat([
        Buffer.from(line('One')),
        Buffer.from(line('A bridge opens in Café Town'), 'latin1'),
        Buffer.from(line('Two')),
      ]),
    );
    expect(titles).toEqual(['One', 'Two']);
    expect(refused).toEqual([expect.stringMatching(/^small\.jsonl:2 The line is not UTF-8\. Save the file as UTF-8/)]);
  });

  test.each([
    ['plain', (text: string) => Buffer.from(text)],
    ['packed', (text: string) => gzipSync(text)],
  ])('a byte order mark at the start of a %s file is no part of the first line', async (_, pack) => {
    expect(await read(pack(`\uFEFF${line('One')}${line('Two')}`))).toEqual({ titles: ['One', 'Two'], refused: [] });
  });

  test.each([
    ['UTF-16', Buffer.from(`\uFEFF${line('One')}`, 'utf16le')],
    ['UTF-16', Buffer.from(`\uFEFF${line('One')}${line('Two')}`, 'utf16le').swap16()],
    ['UTF-16', Buffer.from(line('One'), 'utf16le')],
    ['UTF-16', Buffer.from(line('One'), 'utf16le').swap16()],
    ['UTF-16', gzipSync(Buffer.from(`\uFEFF${line('One')}`, 'utf16le'))],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x7b, 0, 0, 0, 0x0a, 0, 0, 0])],
  ])('a file of %s is refused once, with what to do', async (name, bytes) => {
    await expect(read(bytes)).rejects.toThrow(
      `The file is ${name}, which is not read. Save it as UTF-8 and import it again.`,
    );
  });
});

test('what is wrong with a line names the file as its owner calls it, and never where the server put it', async () => {
  const { refused } = await read(
    `${line('One')}\n\n{"date":\n${line('Two', { sources: [{ publisher: 'P', url: 'javascript:alert(1)' }] })}`,
  );
  expect(refused).toHaveLength(2);
  for (const sentence of refused) {
    expect(sentence).toMatch(/^small\.jsonl:[45] /);
    expect(sentence).not.toContain(tmpdir());
  }
});
