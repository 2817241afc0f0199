import { ok, type Result } from '../kernel/result.ts';
import { failAt, type Lines, nextText, quoted } from './lines.ts';
import type { PageProblem } from './page-text.ts';

/** The line of a 2018 page that leads to its other formats; `base` is the link of the page without its ending. */
function formatsLine(base: string): string {
  return `Formats: [HTML](${base}.html)  [JSON](${base}.json)  [XML](${base}.xml)  `;
}

/** The formats line with the blank lines around it, as a 2018 page begins. */
export function formatsHead(base: string): string {
  return `\n${formatsLine(base)}\n\n`;
}

/**
 * Whether the page has a formats line, which then is read. Spaces in it may differ; refused where it
 * leads elsewhere than to the other formats of this page, since nothing would keep that.
 */
export function parseFormats(lines: Lines, base: string): Result<boolean, PageProblem> {
  const line = nextText(lines);
  if (!line?.startsWith('Formats:')) return ok(false);
  const expected = formatsLine(base);
  if (withoutSpaces(line) !== withoutSpaces(expected))
    return failAt(lines, `Expected “${expected}”, the formats of this page, but found ${quoted(line)}.`);
  lines.at += 1;
  return ok(true);
}

function withoutSpaces(line: string): string {
  return line.replaceAll(' ', '');
}
