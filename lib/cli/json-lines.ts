import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** The lines of a file, or with "-" of standard input, in groups of up to `most`, each with its number; blank ones are left out. */
export async function* linesInGroups(file: string, most: number): AsyncGenerator<{ number: number; text: string }[]> {
  const input = file === '-' ? process.stdin : createReadStream(file);
  let group: { number: number; text: string }[] = [];
  let number = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number += 1;
    if (text.trim()) group.push({ number, text });
    if (group.length < most) continue;
    yield group;
    group = [];
  }
  if (group.length) yield group;
}
