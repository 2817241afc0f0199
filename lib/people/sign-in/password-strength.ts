import { type MatchExtended, ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import type { AppError } from '../../kernel/app-error.ts';

/** Fewer tries than this (as a score of zxcvbn) are within reach of somebody who guesses for hours. */
const LEAST_SCORE = 3;

const LEAST_REST = 8;
const KNOWN = 'is easy to guess: it contains your name, your address or the name of this program.';

/** What everybody who guesses at this very site tries first. */
const PRODUCT = ['dateline', 'newsroom', 'archive'];

let checker: ZxcvbnFactory | undefined;

/**
 * The error of a new password that is soon guessed, with the reason. `about` is what others know of the person: name
 * and address.
 */
export function tooWeak(password: string, about: readonly string[]): AppError | undefined {
  checker ??= new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  const typed = password.normalize('NFKC').toLowerCase();
  const known = knownWords(about);
  // What others know of the person is no secret: only the rest of a password is.
  const rest = known.reduce((left, word) => left.replaceAll(word, ''), typed);
  if (rest !== typed && rest.length < LEAST_REST) return weakPassword(KNOWN);
  const { score, sequence } = checker.check(password.normalize('NFKC'), known);
  return score < LEAST_SCORE ? weakPassword(reasonOf(sequence)) : undefined;
}

/** Names and addresses, whole and in their words, the longest first. */
function knownWords(about: readonly string[]): string[] {
  const all = [...PRODUCT, ...about, ...about.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u))];
  return [...new Set(all.map((text) => text.normalize('NFKC').toLowerCase()))]
    .filter((text) => text.length > 3)
    .sort((a, b) => b.length - a.length);
}

function weakPassword(reason: string): AppError {
  return {
    code: 'invalid',
    fields: [{ field: 'password', message: `${reason} Use a few unrelated words.` }],
  };
}

function reasonOf(sequence: readonly MatchExtended[]): string {
  if (sequence.some((part) => 'dictionaryName' in part && part.dictionaryName === 'userInputs')) return KNOWN;
  if (sequence.some(({ pattern }) => pattern === 'repeat')) return 'is easy to guess: it repeats the same characters.';
  if (sequence.some(({ pattern }) => pattern === 'sequence' || pattern === 'spatial'))
    return 'is easy to guess: it is a sequence of letters, digits or keys.';
  return 'is easy to guess: it is a common password, or close to one.';
}
