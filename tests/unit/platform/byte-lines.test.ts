import { expect, test } from 'vitest';
import { ByteLines } from '../../../lib/platform/backup/byte-lines.ts';
import { effort } from '../../support/effort.ts';

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

test.each([1, 2, 3, 7, 1_000])('lines and blocks are the same in chunks of %i', async (size) => {
  const lines = new ByteLines(inChunks(Buffer.from('head\nrow one\nrow two\n\\.\n{"end":true}\nrest'), size));
  expect(await lines.next()).toBe('head');
  const rows: string[] = [];
  for await (const block of lines.until('\\.')) rows.push(block.toString());
  expect(rows.join('')).toBe('row one\nrow two\n');
  expect(await lines.next()).toBe('{"end":true}');
  expect(await lines.next()).toBeUndefined();
});

test('a long line costs no more than its length, and one without end is refused', async () => {
  const chunk = Buffer.alloc(16 * 1024, 'x');
  let given = 0;
  const endless = async function* () {
    for (; given < 1_000 * chunk.length; given += chunk.length) yield chunk;
    for (;;) {
      given += 32 * 1024 * 1024;
      yield Buffer.alloc(32 * 1024 * 1024, 'x');
    }
  };
  const began = effort();
  await expect(new ByteLines(endless()).next()).rejects.toMatchObject({ code: 'CUT_OFF' });
  expect(given).toBeLessThan(600 * 1024 * 1024);
  expect(effort() - began).toBeLessThan(10_000);
});
