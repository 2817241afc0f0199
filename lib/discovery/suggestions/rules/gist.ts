import { isUnspaced } from '../../../kernel/folding.ts';
import { wordsIn } from '../../../kernel/text/words.ts';

/**
 * What a published entry is about: its innermost topic, and each word of its text and topics once. The empty word
 * is in every gist.
 */
export type Gist = { topic: string; words: string[] };

type GistText = { topic: string; headline: string; summary: string };

/** A word that is no name tells nothing by itself where it is shorter. */
const SHORTEST_TELLING = 5;

/**
 * The words of a text by which others like it can be found: names, numbers and the longer ones. That the first word has
 * a capital says nothing of it.
 */
export function tellingWords(text: string): Set<string> {
  return new Set(
    wordsIn(text).flatMap(({ word, isName }, at) =>
      (isName && at > 0) || word.length >= SHORTEST_TELLING || isUnspaced(word) ? [word.slice(0, LONGEST_WORD)] : [],
    ),
  );
}

/** A text of more words is found by its beginning. */
const MOST_WORDS = 80;
const LONGEST_WORD = 60;

/** The gist of a text; `topics` are those that an imported one had beside its fields, the innermost last. */
export function gistOf({ topic, headline, summary }: GistText, topics: readonly string[]): Gist {
  const inner = topic || (topics.at(-1) ?? '');
  return { topic: inner, words: ['', ...distinctWords([topic, ...topics.toReversed(), headline, summary].join(' '))] };
}

/** The words of a text, each once. */
export function distinctWords(text: string): string[] {
  return [...new Set(wordsIn(text).flatMap(({ word }) => (word ? [word.slice(0, LONGEST_WORD)] : [])))].slice(
    0,
    MOST_WORDS,
  );
}
