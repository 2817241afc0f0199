import { type EntryLine, entryLine } from '../../../editorial/entries/contract/entry-line.ts';
import { byCodePoint } from '../../../kernel/code-point-order.ts';
import { parsed } from '../../../kernel/contract/parsed.ts';
import { problemsOf } from '../../../kernel/contract/problems.ts';
import { messageOf } from '../../../kernel/error-facts.ts';
import { fail } from '../../../kernel/result.ts';
import { decodeUtf8 } from '../../../layout/page-text.ts';
import { eventPath } from '../../../layout/paths.ts';
import { sha256 } from '../../../platform/content-hash.ts';
import type { RawEntry, StagedEntry } from '../staged.ts';
import { checkLine } from './check-line.ts';
import type { HashedLine } from './line-identity.ts';

/** The entry of a line, or a sentence that says what is wrong with it. */
export function parseLine(bytes: Uint8Array): EntryLine | string {
  const text = decodeUtf8(bytes);
  if (text === undefined) return 'The line is not UTF-8. Save the file as UTF-8 and import it again.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `The line is not JSON: ${messageOf(error)}.`;
  }
  const line = parsed(entryLine, value);
  const entry = line.success ? checkLine(line.data) : fail(problemsOf(line.error));
  return entry.ok ? entry.value : entry.error.map(({ field, message }) => `${field} ${message}`).join(' ');
}

/** The hash of what a line says, and the one that imports remembered while the order of contexts counted. */
export function hashesOf(line: EntryLine): HashedLine['hashes'] {
  return [sha256(JSON.stringify({ ...line, contexts: contextsIn(line) })), sha256(JSON.stringify(line))];
}

export function rawLine(line: EntryLine, slug: string, hash: string): RawEntry {
  const entry = stageLine(line, slug, hash);
  return { path: entry.path, hash, isFile: false, read: () => entry };
}

function stageLine(line: EntryLine, slug: string, hash: string): StagedEntry {
  const origin = originOf(line);
  return {
    path: eventPath(line.date, slug),
    page: {
      edition: '2017',
      day: line.date,
      slug,
      kicker: null,
      title: line.headline,
      summary: line.summary ?? '',
      sources: line.sources.map((source) => ({ name: source.publisher, url: source.url })),
      changes: [],
      related: [],
    },
    listings: line.contexts.length ? [{ names: contextsIn(line) }] : [],
    ...(origin ? { origin } : {}),
    hash,
  };
}

function originOf({ category, topics, topicContexts }: EntryLine): StagedEntry['origin'] {
  const origin = {
    ...(category === undefined ? {} : { category }),
    ...(topics?.length ? { topics } : {}),
    ...(topicContexts?.length ? { topicContexts } : {}),
  };
  return Object.keys(origin).length ? origin : undefined;
}

function contextsIn(line: EntryLine): string[] {
  return [...new Set(line.contexts)].sort(byCodePoint);
}
