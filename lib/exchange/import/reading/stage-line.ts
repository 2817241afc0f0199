import { type EventLine, eventLine } from '../../../editorial/entries/contract/event-line.ts';
import { byCodePoint } from '../../../kernel/code-point-order.ts';
import { parsed } from '../../../kernel/contract/parsed.ts';
import { problemsOf } from '../../../kernel/contract/problems.ts';
import { refuse } from '../../../kernel/result.ts';
import { decodeUtf8 } from '../../../layout/page-text.ts';
import { eventPath } from '../../../layout/paths.ts';
import { sha256 } from '../../../platform/content-hash.ts';
import type { RawEvent, StagedEvent } from '../staged.ts';
import { checkLine } from './check-line.ts';
import type { HashedLine } from './line-identity.ts';

/** The event of a line, or a sentence that says what is wrong with it. */
export function parseLine(bytes: Uint8Array): EventLine | string {
  const text = decodeUtf8(bytes);
  if (text === undefined) return 'The line is not UTF-8. Save the file as UTF-8 and import it again.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return `The line is not JSON: ${(error as Error).message}.`;
  }
  const line = parsed(eventLine, value);
  const event = line.success ? checkLine(line.data) : refuse(problemsOf(line.error));
  return event.ok ? event.value : event.problem.map(({ field, message }) => `${field} ${message}`).join(' ');
}

/** The hash of what a line says, and the one that imports remembered while the order of contexts counted. */
export function hashesOf(line: EventLine): HashedLine['hashes'] {
  return [sha256(JSON.stringify({ ...line, contexts: contextsIn(line) })), sha256(JSON.stringify(line))];
}

export function rawLine(line: EventLine, slug: string, hash: string): RawEvent {
  const event = stageLine(line, slug, hash);
  return { path: event.path, hash, isFile: false, read: () => event };
}

function stageLine(line: EventLine, slug: string, hash: string): StagedEvent {
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

function originOf({ category, topics, topicContexts }: EventLine): StagedEvent['origin'] {
  const origin = {
    ...(category === undefined ? {} : { category }),
    ...(topics?.length ? { topics } : {}),
    ...(topicContexts?.length ? { topicContexts } : {}),
  };
  return Object.keys(origin).length ? origin : undefined;
}

function contextsIn(line: EventLine): string[] {
  return [...new Set(line.contexts)].sort(byCodePoint);
}
