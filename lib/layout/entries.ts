import { ok, type Result } from '../kernel/result.ts';
import { failAt, isBlank, isHeading, type Lines, nextText, oneLine, quoted } from './lines.ts';
import { type Link, parseLink, treeLinkProblem } from './links.ts';
import type { PageProblem } from './page-text.ts';

/**
 * An entry of a day's page or of the front page (the layout, "Day page", entry). `body` is null or a line, never ''.
 */
export type Entry = { kicker: string | null; title: string; link: string; body: string | null };

/** An entry's lines. Without a body the next heading follows at once. */
export function renderEntry(entry: Entry): string {
  const kicker = entry.kicker === null ? '' : `##### ${oneLine(entry.kicker)}\n`;
  const body = entry.body === null ? '' : `${oneLine(entry.body)}\n\n`;
  return `${kicker}### [${oneLine(entry.title)}](${oneLine(entry.link)})\n${body}`;
}

/** The entries down to a line that begins none: a heading of another kind, or the rule of the front page. */
export function parseEntries(lines: Lines): Result<Entry[], PageProblem> {
  const entries: Entry[] = [];
  for (let line = nextText(lines); line !== undefined && beginsEntry(line); line = nextText(lines)) {
    const entry = parseEntry(lines);
    if (!entry.ok) return entry;
    entries.push(entry.value);
  }
  return ok(entries);
}

/** The link of a heading, `## [TEXT](LINK)` for the mark `## `; undefined where the line is none. */
export function headingLink(line: string | undefined, mark: string): Link | undefined {
  return line?.startsWith(`${mark}[`) ? parseLink(line.slice(mark.length).trimEnd()) : undefined;
}

/**
 * The entry at the next line of text. Refused: a line that begins none, a link out of the tree, a body of more than a
 * line.
 */
export function parseEntry(lines: Lines): Result<Entry, PageProblem> {
  const kicker = parseKicker(lines);
  const line = nextText(lines);
  const link = headingLink(line, '### ');
  if (!link || isBlank(link.text))
    return failAt(lines, `Expected an entry as “### [Title](/news/…)”, but found ${quoted(line)}.`);
  const wrong = treeLinkProblem(link.target);
  if (wrong) return failAt(lines, `${wrong} Found ${quoted(link.target)}.`);
  lines.at += 1;
  const body = parseBody(lines);
  return body.ok ? ok({ kicker, title: link.text, link: link.target, body: body.value }) : body;
}

/** The kicker's line, which is before a title; null where there is none. */
export function parseKicker(lines: Lines): string | null {
  const line = nextText(lines);
  if (!line?.startsWith('##### ') && line !== '#####') return null;
  lines.at += 1;
  return line.slice('##### '.length);
}

/** The body is on the very next line, and a blank line, a heading or the end comes after it. */
function parseBody(lines: Lines): Result<string | null, PageProblem> {
  const line = lines.all[lines.at];
  if (line === undefined || line === '' || endsBody(line)) return ok(null);
  lines.at += 1;
  const next = lines.all[lines.at];
  if (isBlank(next) || endsBody(next ?? '')) return ok(line);
  return failAt(lines, `The text of an entry is one line. Found a second one: ${quoted(next)}.`);
}

function endsBody(line: string): boolean {
  return isHeading(line) || isRule(line);
}

/** The line between two parts of the front page. */
export function isRule(line: string): boolean {
  return line.trimEnd() === '---';
}

function beginsEntry(line: string): boolean {
  return line.startsWith('### ') || line.startsWith('##### ') || line === '#####';
}
