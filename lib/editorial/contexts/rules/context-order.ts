import type { ContextId } from '../../../kernel/ids.ts';
import { plainWordsOf } from '../../../kernel/text/marks.ts';
import { wordsIn } from '../../../kernel/text/words.ts';

/**
 * A context that has what was typed in its name or in another name: `found` is that name, `entries` how many entries it
 * has.
 */
export type OfferedContext = { id: ContextId; found: string; entries: number };

/**
 * What else speaks for a context: how many entries of the days around have it, and which share of those with a context
 * that was chosen already.
 */
export type Nearness = { lately: number; together: number };

/** A text as names are looked up in it. */
export type SpokenWords = { words: ReadonlySet<string>; row: string };

// Found by trying on the archive's own entries; the bench says what they reach (tests/bench/quality-type-ahead.ts).
const OF_USE = 0.5;
const OF_WORDS = 4;
const OF_WHOLE_NAME = 4;
const OF_LATELY = 0.5;
const OF_TOGETHER = 0.8;
const LATER_WORD = 3;

/** Reads the text of an entry once for all names. */
export function spokenIn(text: string): SpokenWords {
  const words = wordsIn(text).map(({ word }) => word);
  return { words: new Set(words), row: ` ${words.join(' ')} ` };
}

/** What was typed, as names are compared with it. */
export function typedLetters(typed: string): string {
  return plainWordsOf(typed).join(' ');
}

/**
 * How well a context fits `typedLetters`: how much it is used, how much of its name the text has, whether it has all of
 * it in a row, and how near it is. A name that begins with what was typed comes before one that has it later.
 */
export function fitness(
  typed: string,
  { found, entries }: OfferedContext,
  text: SpokenWords,
  near: Nearness = { lately: 0, together: 0 },
): number {
  const { words, plain } = readName(found);
  const spoken = words.length ? words.filter((word) => text.words.has(word)).length / words.length : 0;
  const isWhole = words.length > 0 && text.row.includes(` ${words.join(' ')} `);
  return (
    OF_USE * Math.log1p(entries) +
    OF_WORDS * spoken +
    (isWhole ? OF_WHOLE_NAME : 0) +
    OF_LATELY * Math.log1p(near.lately) +
    OF_TOGETHER * Math.log1p(50 * near.together) -
    (plain.startsWith(typed) ? 0 : LATER_WORD)
  );
}

type ReadName = { words: readonly string[]; plain: string };

/** Names come again with every letter: so many are kept as they were read. */
const MOST_KEPT = 50_000;
const kept = new Map<string, ReadName>();

function readName(name: string): ReadName {
  const known = kept.get(name);
  if (known) return known;
  if (kept.size >= MOST_KEPT) kept.clear();
  const read = { words: wordsIn(withoutBrackets(name)).map(({ word }) => word), plain: plainWordsOf(name).join(' ') };
  kept.set(name, read);
  return read;
}

/** What is in brackets at the end of a name tells it from its namesakes; nobody writes that in a text. */
function withoutBrackets(name: string): string {
  return name.replace(/\s*\([^)]*\)$/, '') || name;
}
