import { plainLetters } from '../plain-letters.ts';

/** A word of a text: as it is compared, as it is written, and whether it was written with a capital or begins with a digit. */
export type Word = { word: string; written: string; isName: boolean };

const WORD = /[\p{L}\p{N}]+(?:['.][\p{L}\p{N}]+)*|[$€£¥₹%]/gu;

/** The words of a text as they are compared: without case, accents, possessives and the s of a plural. Signs of currencies are words. */
export function wordsIn(text: string): Word[] {
  return (text.replaceAll('’', "'").match(WORD) ?? []).map((written) => {
    const bare = written.replace(/'s?$/i, '');
    return { word: singular(plainLetters(bare)), written: bare, isName: /^[\p{Lu}\p{N}]/u.test(bare) };
  });
}

function singular(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /(?:ches|shes|sses|xes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}
