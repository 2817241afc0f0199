import { type Word, wordsIn } from '../../../kernel/text/words.ts';

/**
 * A run of telling words in a text. `key` is what it is counted under, `at` and `end` where it is among all words,
 * `length` how many telling words it has, `before` and `after` the words around it (empty at the ends of a text).
 */
export type Gram = {
  key: number;
  at: number;
  end: number;
  length: number;
  isName: boolean;
  before: string;
  after: string;
  written: string;
};

/** The grams of an entry, each where it is first, and how many words it has, and its headline alone. */
export type GramText = { grams: Gram[]; words: number; headline: number };

/** How long the grams are whose company is counted. Names are looked for up to `LONGEST_NAME`. */
const LONGEST_COUNTED = 3;
const LONGEST_NAME = 6;
/** Of a summary its beginning is read: it says who acts where. */
const MOST_OF_SUMMARY = 80;
/** Words between two telling ones that a gram may reach over. */
const MOST_BETWEEN = 4;

const STOP_WORDS = new Set(
  (
    'a an the of in on at to and or for by with from as is are was were be been has have had that its it their his ' +
    'her after over into near this who which than more'
  ).split(' '),
);

/** The grams of an entry's headline and of the beginning of its summary; none reaches over both. */
export function gramsOfEntry(headline: string, summary: string): GramText {
  const head = wordsIn(headline);
  const rest = wordsIn(summary).slice(0, MOST_OF_SUMMARY);
  const grams = new Map<number, Gram>();
  for (const gram of [...gramsAmong(head, 0), ...gramsAmong(rest, head.length)])
    if (!grams.has(gram.key)) grams.set(gram.key, gram);
  return { grams: [...grams.values()], words: head.length + rest.length, headline: head.length };
}

/** The keys under which the company of an entry's words is counted. */
export function countedKeys(headline: string, summary: string): number[] {
  return gramsOfEntry(headline, summary)
    .grams.filter((gram) => gram.length <= LONGEST_COUNTED)
    .map((gram) => gram.key);
}

/** The key of a whole phrase, such as a name; undefined where it has no words. */
export function keyOfPhrase(phrase: string): number | undefined {
  const words = wordsIn(phrase).map(({ word }) => word);
  const telling = words.filter((word) => !STOP_WORDS.has(word));
  return words.length ? keyOf(telling.length ? telling : words) : undefined;
}

function* gramsAmong(words: readonly Word[], offset: number): Generator<Gram> {
  const telling = words.flatMap(({ word }, at) => (STOP_WORDS.has(word) ? [] : at));
  for (let first = 0; first < telling.length; first += 1) {
    const parts: string[] = [];
    for (let length = 1; length <= LONGEST_NAME && first + length <= telling.length; length += 1) {
      const [at, last] = [telling[first] ?? 0, telling[first + length - 1] ?? 0];
      if (last - at > length + MOST_BETWEEN) break;
      parts.push(words[last]?.word ?? '');
      yield {
        key: keyOf(parts),
        at: at + offset,
        end: last + 1 + offset,
        length,
        isName: words[at]?.isName === true && words[last]?.isName === true,
        before: words[at - 1]?.word ?? '',
        after: words[last + 1]?.word ?? '',
        written: words
          .slice(at, last + 1)
          .map((word) => word.written)
          .join(' '),
      };
    }
  }
}

/** A number of 53 bits that stands for a run of words: two of a million grams share one once in 18,000 archives. */
function keyOf(words: readonly string[]): number {
  let [high, low] = [0x811c9dc5, 0x01000193];
  for (const word of words) {
    for (let at = 0; at <= word.length; at += 1) {
      const code = at < word.length ? word.charCodeAt(at) : 32;
      high = Math.imul(high ^ code, 0x01000193);
      low = Math.imul(low ^ (code + 0x9e37), 0x85ebca6b);
      low ^= low >>> 15;
    }
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
