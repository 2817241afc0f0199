import type { PageProblem } from './page-text.ts';

/** A page's lines, read from top to bottom; `at` is the next one's index. */
export type Lines = { readonly all: readonly string[]; at: number };

const LONGEST_QUOTE = 60;
const HEADING = /^#{1,6}(?: |$)/;
const SPACE = 0x20;
const HASH = 0x23;
const LAST_ASCII = 0x7e;

export function linesOf(text: string): Lines {
  return { all: text.split('\n'), at: 0 };
}

/** The next line that is not blank, which stays the next; undefined at the end of the page. */
export function nextText(lines: Lines): string | undefined {
  while (lines.at < lines.all.length && isBlank(lines.all[lines.at])) lines.at += 1;
  return lines.all[lines.at];
}

/** The error of the next line, or of the one whose index is given. */
export function failAt(lines: Lines, reason: string, index: number = lines.at): { ok: false; error: PageProblem } {
  return { ok: false, error: { line: Math.min(index, lines.all.length - 1) + 1, reason } };
}

export function isBlank(line: string | undefined): boolean {
  if (line === undefined || line === '') return true;
  const first = line.charCodeAt(0);
  return (first <= SPACE || first > LAST_ASCII) && line.trim() === '';
}

/** Whether a line is a heading to every reader of Markdown: one to six `#`, then a space or nothing. */
export function isHeading(line: string): boolean {
  return line.charCodeAt(0) === HASH && HEADING.test(line);
}

/** A line as a reason quotes it: its beginning, in quotation marks. */
export function quoted(line: string | undefined): string {
  if (line === undefined) return 'the end of the page';
  const start = line.slice(0, LONGEST_QUOTE);
  return line.length > LONGEST_QUOTE ? `“${start.replace(/[\uD800-\uDBFF]$/, '')}…”` : `“${start}”`;
}

/** A text on one line: what is written into a line of a page can never begin another. */
export function oneLine(text: string): string {
  return text.includes('\n') ? text.replaceAll('\n', ' ') : text;
}
