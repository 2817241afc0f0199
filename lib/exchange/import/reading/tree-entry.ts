import type { Day } from '../../../kernel/day.ts';
import type { Edition } from '../../../kernel/revision/text.ts';
import { holdsControl } from '../../../kernel/text/line.ts';
import { parseContextLine } from '../../../layout/context-line.ts';
import { isRule } from '../../../layout/entries.ts';
import { type EventPage, parseEventPage, renderEventPage } from '../../../layout/event-page.ts';
import { eventFromJson } from '../../../layout/formats/from-json.ts';
import type { PageFacts } from '../../../layout/formats/page-facts.ts';
import { sha256 } from '../../../platform/content-hash.ts';
import type { ContextListing, ExportTraits, PageFile, RawEntry, RefusedFile, StagedEntry } from '../staged.ts';

/** An entry's file: its hash and its text, or why it has none. */
export type EntryFile = { slug: string; path: string; hash: string; text: PageFile | RefusedFile };
/** The JSON beside a page: its text, or why it has none. */
export type FileBeside = PageFile | RefusedFile;

/** What is known of an entry's page besides its file. */
type PageContext = {
  day: Day;
  body: string;
  edition: Edition | undefined;
  beside: ReadonlyMap<string, FileBeside>;
  exported: ExportTraits | undefined;
};

/** An entry's contexts are on its day's page and in its JSON, so both belong to what the import said of it. */
export function rawEntry(file: EntryFile, around: PageContext): RawEntry {
  const json = around.beside.get(file.path);
  const parts = [parseContextLine(around.body), json && ('text' in json ? json.text : json.reason)].filter(
    (part) => part !== undefined,
  );
  const hash = parts.length ? sha256([file.hash, ...parts].join(' ')) : file.hash;
  return { path: file.path, hash, isFile: true, read: () => readEntry(file, around, hash, json) };
}

function readEntry(
  { path, slug, text }: EntryFile,
  { day, body, edition, exported }: PageContext,
  hash: string,
  json: FileBeside | undefined,
): StagedEntry | RefusedFile {
  if ('reason' in text) return text;
  const parsed = parseEventPage(text.text, { day, slug });
  if (!parsed.ok) return { path, ...parsed.error };
  const { summary } = parsed.value;
  if (isRule(summary))
    return {
      path,
      line: lineOf(text.text, summary),
      reason:
        'The summary is the line that separates days on the front page, so it could not be read back. Write a ' +
        'sentence.',
    };
  const beside = json && factsIn(json, text.text);
  const listings =
    beside && 'facts' in beside ? [{ names: beside.facts.contexts }] : listingsOf(parsed.value, body, edition);
  return { path, page: parsed.value, file: text, listings, hash, ...(exported ? { exported } : {}), ...beside };
}

/** What the JSON beside a page says about it, where it is the JSON of this very text. */
function factsIn(json: FileBeside, text: string): { facts: PageFacts } | { unread: RefusedFile } {
  if ('reason' in json) return { unread: json };
  const read = eventFromJson(json.text);
  if (!read.ok) return { unread: { path: json.path, line: 0, reason: read.error.reason } };
  if (read.value.facts.contexts.some(holdsControl))
    return {
      unread: {
        path: json.path,
        line: 0,
        reason: 'It names a context with a line break or a control character. Export again.',
      },
    };
  const isOf = renderEventPage(read.value.page) === text;
  return isOf
    ? { facts: read.value.facts }
    : {
        unread: {
          path: json.path,
          line: 0,
          reason: 'It differs from the page next to it, which is used instead. Export again to make both the same.',
        },
      };
}

function lineOf(text: string, line: string): number {
  return text.split('\n').indexOf(line) + 1;
}

/**
 * The lists that name an entry's contexts: its day's, which is whole, and of those that it shares with related entries
 * the ones that say more.
 */
function listingsOf(page: EventPage, body: string, edition: string | undefined): ContextListing[] {
  const ofDay = parseContextLine(body);
  const whole = new Set(ofDay?.split(', '));
  const shared = [...new Set(page.related.map((item) => item.contexts))].filter(
    (list) => list && !list.split(', ').every((part) => whole.has(part)),
  );
  const listings = shared.map((list) => ({ list, sorted: true }));
  return ofDay === undefined ? listings : [{ list: ofDay, sorted: edition === '2017', whole: true }, ...listings];
}
