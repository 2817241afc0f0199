import { fail, ok, type Result } from '../kernel/result.ts';

/** What a page says that cannot be kept, and where: the line from 1, and a sentence for people. */
export type PageProblem = { line: number; reason: string };

/** The text of a page, and a sentence for each change that reading made to it. */
export type PageText = { text: string; notes: string[] };

const BOM = '\uFEFF';
const NEWLINE = 0x0a;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/**
 * How files of the encodings begin that programs write beside UTF-8: with their byte order mark, or with a NUL in each
 * sign of plain letters.
 */
const OTHER_ENCODINGS: readonly (readonly [name: string, beginning: readonly (number | undefined)[]])[] = [
  ['UTF-32', [0xff, 0xfe, 0, 0]],
  ['UTF-32', [0, 0, 0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
  ['UTF-16', [undefined, 0, undefined, 0]],
  ['UTF-16', [0, undefined, 0, undefined]],
];

/**
 * What a text in another encoding than UTF-8 is refused with, once for the whole of it; undefined where its first bytes
 * show none.
 */
export function otherEncoding(bytes: Uint8Array): string | undefined {
  const found = OTHER_ENCODINGS.find(([, beginning]) =>
    beginning.every((byte, at) => at < bytes.length && (byte === undefined ? bytes[at] !== 0 : bytes[at] === byte)),
  );
  return found && `The file is ${found[0]}, which is not read. Save it as UTF-8 and import it again.`;
}

/** The length of the byte order mark that a file of UTF-8 begins with; 0 where there is none. */
export function markLength(bytes: Uint8Array): 0 | 3 {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
}

/** The text of bytes, by the one strict reading that every file gets; undefined where they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

/**
 * The text of a page's bytes (the layout: UTF-8, LF, no BOM). A byte order mark and CRLF line ends are
 * taken away, with a note that the page will be normalised.
 * Refused: another encoding, bytes that are not UTF-8, and NUL, each with its line.
 */
export function decodePage(bytes: Uint8Array): Result<PageText, PageProblem> {
  const other = otherEncoding(bytes);
  if (other) return fail({ line: 1, reason: other });
  const raw = decodeUtf8(bytes);
  if (raw === undefined)
    return fail({
      line: firstBrokenLine(bytes),
      reason: 'The page is not UTF-8 here. Save it as UTF-8 and import it again.',
    });
  const nul = raw.indexOf('\0');
  if (nul >= 0)
    return fail({
      line: lineAt(raw, nul),
      reason: 'The page holds a NUL character here, which no text has. Remove it.',
    });
  return ok(normalised(raw));
}

function normalised(raw: string): PageText {
  const notes: string[] = [];
  let text = raw;
  if (text.startsWith(BOM)) {
    text = text.slice(BOM.length);
    notes.push('The byte order mark at the start is taken away; the page will be normalised.');
  }
  if (text.includes('\r\n')) {
    text = text.replaceAll('\r\n', '\n');
    notes.push('CRLF line ends become LF; the page will be normalised.');
  }
  return { text, notes };
}

/** No byte of a longer character equals a line end, so the lines can be tried one by one. */
function firstBrokenLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(NEWLINE, start);
    if (decodeUtf8(bytes.subarray(start, end < 0 ? bytes.length : end)) === undefined) return line;
    if (end < 0) break;
    start = end + 1;
  }
  return line;
}

function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < index; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
