import { type Word, wordsIn } from '../../../kernel/text/words.ts';
import { isSpelling } from './alike-words.ts';
import { plainAddress } from './same-event.ts';

/** A text as duplicates are sought by it: each word once, and whether it is a name or a number. */
export type TellingWords = ReadonlyMap<string, 'name' | 'number' | 'word'>;

/** What says that two entries are one event. Days are counted; `addresses` are plain ones. */
export type DuplicateLook = {
  day: number;
  headline: TellingWords;
  summary: TellingWords;
  addresses: ReadonlySet<string>;
  contexts: ReadonlySet<number>;
};

/** How likely two entries tell one event, from 0 to 1, and why. */
export type Duplicate = { score: number; reason: string };

/** An entry of the same day, and one of the day before or after, must be so like. */
const LIKE_ENOUGH = { sameDay: 0.58, otherDay: 0.7 } as const;
/**
 * What is in one text instead of another name or number tells so much against it. A like report with other numbers
 * is another day's.
 */
const AGAINST = { name: 2, sameDayNumber: 0.5, otherDayNumber: 2 } as const;
/** What the same source, cited by few, and the same contexts speak for it. */
const FOR = { address: 0.2, contexts: 0.05 } as const;
/** An address that more entries cite is a report of many things. */
const MOST_CITING = 3;
/** Summaries of fewer words are like each other too often. */
const FEWEST_WORDS = 6;
/** Texts that share less than this, all words being equal, are never so like. */
const FAR = 0.3;

/** The words of a text, as they tell one event from another. */
export function tellingOf(text: string): TellingWords {
  const words = new Map<string, 'name' | 'number' | 'word'>();
  for (const word of wordsIn(text))
    if (word.word && words.get(word.word) !== 'name') words.set(word.word, kindOf(word));
  return words;
}

/** What is compared of an entry. */
export function duplicateLook(entry: {
  day: number;
  headline: string;
  summary: string;
  urls: readonly string[];
  contexts: readonly number[];
}): DuplicateLook {
  const { day, headline, summary, urls, contexts } = entry;
  return {
    day,
    headline: tellingOf(headline),
    summary: tellingOf(summary),
    addresses: new Set(urls.map(plainAddress)),
    contexts: new Set(contexts),
  };
}

/** Whether two entries may tell one event at all: where not, nobody has to ask how rare their words are. */
export function mayBeOne(a: DuplicateLook, b: DuplicateLook): boolean {
  if (Math.abs(a.day - b.day) > 1) return false;
  return (
    shareOf(a.headline, b.headline) >= FAR || shareOf(a.summary, b.summary) >= FAR || sharedAddresses(a, b).length > 0
  );
}

/**
 * Whether two entries tell one event; undefined where they are not like enough. Words weigh by their rarity, `rarity`;
 * what one text says instead of the other, another name, another number, speaks against it: "Japan reports its first
 * case" is not "Turkey reports its first case". `citing` is how many entries of these days cite an address.
 */
export function duplicateOf(
  a: DuplicateLook,
  b: DuplicateLook,
  rarity: (word: string) => number,
  citing: (address: string) => number,
): Duplicate | undefined {
  const sameDay = a.day === b.day;
  const wording = Math.max(likeness(a.headline, b.headline, rarity, sameDay), summaryLikeness(a, b, rarity, sameDay));
  const hasSource = sharedAddresses(a, b).some((address) => citing(address) <= MOST_CITING);
  const hasContexts =
    a.contexts.size > 0 && a.contexts.size === b.contexts.size && [...a.contexts].every((id) => b.contexts.has(id));
  const score = wording + (hasSource ? FOR.address : 0) + (hasContexts ? FOR.contexts : 0);
  if (score < (sameDay ? LIKE_ENOUGH.sameDay : LIKE_ENOUGH.otherDay)) return undefined;
  return { score: Math.min(1, score), reason: reasonOf(a, b, { wording, hasSource, hasContexts }) };
}

/**
 * How like two texts are: the share of what both say, less what one says instead of the other. At most 1; negative
 * where they speak of different things.
 */
export function likeness(a: TellingWords, b: TellingWords, rarity: (word: string) => number, sameDay: boolean): number {
  const common = [...a.keys()].filter((word) => b.has(word));
  const onlyA = [...a].filter(([word]) => !b.has(word));
  const onlyB = [...b].filter(([word]) => !a.has(word));
  const spelled = takeSpellings(onlyA, onlyB);
  const weight = (words: readonly string[]) => words.reduce((sum, word) => sum + rarity(word), 0);
  const instead = (kind: 'name' | 'number') => Math.min(weight(ofKind(onlyA, kind)), weight(ofKind(onlyB, kind)));
  const both = 2 * weight(common) + weight(spelled);
  const all = both + weight(onlyA.map(([word]) => word)) + weight(onlyB.map(([word]) => word));
  if (all === 0) return 0;
  const against =
    AGAINST.name * instead('name') + (sameDay ? AGAINST.sameDayNumber : AGAINST.otherDayNumber) * instead('number');
  return (both - against) / all;
}

type OwnWords = [string, 'name' | 'number' | 'word'][];

/** Takes out of both what is one word in two spellings, and returns those words. */
function takeSpellings(a: OwnWords, b: OwnWords): string[] {
  const spelled: string[] = [];
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const word = a[i]?.[0];
    if (word === undefined) continue;
    const j = b.findIndex(([other]) => isSpelling(word, other));
    const other = b[j]?.[0];
    if (other === undefined) continue;
    spelled.push(word, other);
    a.splice(i, 1);
    b.splice(j, 1);
  }
  return spelled;
}

function ofKind(words: OwnWords, kind: 'name' | 'number'): string[] {
  return words.flatMap(([word, is]) => (is === kind ? [word] : []));
}

function kindOf({ word, isName }: Word): 'name' | 'number' | 'word' {
  return /^\d/.test(word) ? 'number' : isName ? 'name' : 'word';
}

function summaryLikeness(
  a: DuplicateLook,
  b: DuplicateLook,
  rarity: (word: string) => number,
  sameDay: boolean,
): number {
  return a.summary.size < FEWEST_WORDS || b.summary.size < FEWEST_WORDS
    ? 0
    : likeness(a.summary, b.summary, rarity, sameDay);
}

function shareOf(a: TellingWords, b: TellingWords): number {
  let common = 0;
  for (const word of a.keys()) if (b.has(word)) common += 1;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

function sharedAddresses(a: DuplicateLook, b: DuplicateLook): string[] {
  return [...a.addresses].filter((address) => b.addresses.has(address));
}

function reasonOf(
  a: DuplicateLook,
  b: DuplicateLook,
  { wording, hasSource, hasContexts }: { wording: number; hasSource: boolean; hasContexts: boolean },
): string {
  const days = a.day === b.day ? 'on the same day' : b.day < a.day ? 'on the day before' : 'on the day after';
  const says = wording >= 0.95 ? 'same text' : wording >= LIKE_ENOUGH.sameDay ? 'almost the same text' : 'similar text';
  return [
    `${says} ${days}`,
    ...(hasSource ? ['cites the same source'] : []),
    ...(hasContexts ? ['has the same contexts'] : []),
  ].join('; ');
}
