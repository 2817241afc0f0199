import { createReadStream } from 'node:fs';
import { LineCutter, type ReadLine, TOO_LONG } from '../exchange/import/reading/line-reader.ts';
import { decodeUtf8, markLength } from '../layout/page-text.ts';

/** A line with its number, or why it cannot be read. */
export type NumberedLine = { number: number } & ({ text: string } | { problem: string });

/**
 * The lines of a file, or with "-" of standard input, in groups of up to `most`, each with its number; blank ones are
 * left out.
 */
export async function* linesInGroups(file: string, most: number): AsyncGenerator<NumberedLine[]> {
  const input: AsyncIterable<Buffer> = file === '-' ? process.stdin : createReadStream(file);
  const waiting: NumberedLine[] = [];
  const cutter = new LineCutter((line) => waiting.push(numbered(line)));
  for await (const chunk of input) {
    cutter.take(chunk);
    while (waiting.length >= most) yield waiting.splice(0, most);
  }
  cutter.end();
  if (waiting.length) yield waiting;
}

function numbered({ line: number, bytes }: ReadLine): NumberedLine {
  if (!bytes) return { number, problem: TOO_LONG };
  const text = decodeUtf8(number === 1 ? bytes.subarray(markLength(bytes)) : bytes);
  return text === undefined
    ? { number, problem: 'The line is not UTF-8. Save the file as UTF-8.' }
    : { number, text: text.trimEnd() };
}
