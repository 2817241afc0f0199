import { differences } from '../text/spelling.ts';

/** Why two names look like one. */
export const NEAR_REASONS = ['same-letters', 'same-words', 'plural', 'spelling'] as const;

export type NearReason = (typeof NEAR_REASONS)[number];

/** How near two names are: 1 where only signs or the order of words differ. */
export type Nearness = { reason: NearReason; score: number };

/** Below this share of letters that stay, two names are two. */
const LEAST_ALIKE = 0.85;
/** A slip of spelling leaves this share of a word, at least. */
const LEAST_OF_WORD = 0.7;
/** Short words differ in one letter and mean two things: Iran and Iraq. */
const SHORTEST = 5;
/** Words that say nothing of their own. */
const FILLERS = new Set(['of', 'the', 'and', 'in', 'for']);

/**
 * Whether two names, folded, look like one: the same letters or words, a plural, or a slip of spelling in one of the
 * words. Names with other numbers are never near: the games of two years are two.
 */
export function nearness(a: string, b: string): Nearness | undefined {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  if (!left.length || !right.length || numbersOf(left) !== numbersOf(right)) return undefined;
  if (left.join('') === right.join('')) return { reason: 'same-letters', score: 1 };
  if (sorted(saying(left)) === sorted(saying(right))) return { reason: 'same-words', score: 1 };
  if (sorted(left.map(singular)) === sorted(right.map(singular))) return { reason: 'plural', score: 0.95 };
  const score = alike(left.join(' '), right.join(' '));
  return score >= LEAST_ALIKE && everyWordAlike(left, right) ? { reason: 'spelling', score } : undefined;
}

function wordsOf(name: string): string[] {
  return name.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function numbersOf(words: readonly string[]): string {
  return words.filter((word) => /\p{N}/u.test(word)).join(' ');
}

function sorted(words: readonly string[]): string {
  return [...words].sort().join(' ');
}

function singular(word: string): string {
  if (word.length < 4 || word.endsWith('ss')) return word;
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.replace(/s$/, '');
}

function alike(a: string, b: string): number {
  return 1 - differences(a, b) / Math.max([...a].length, [...b].length);
}

function saying(words: readonly string[]): string[] {
  return words.filter((word) => !FILLERS.has(word));
}

/** North and South are two, however long the rest is, and so are Kabul and Zabul: slips seldom hit the first letter. */
function everyWordAlike(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((word, i) => isSlip(word, right[i] ?? ''));
}

function isSlip(a: string, b: string): boolean {
  return a === b || (Math.min(a.length, b.length) >= SHORTEST && a[0] === b[0] && alike(a, b) > LEAST_OF_WORD);
}
