import { fold, isUnspaced, pairedLetters, withoutUnseen } from '../folding.ts';

/**
 * A word of a text: as it is compared, as it is written, and whether it was written with a capital or begins with a
 * digit.
 */
export type Word = { word: string; written: string; isName: boolean };

const WORD = /[\p{L}\p{N}\p{M}]+(?:['.][\p{L}\p{N}\p{M}]+)*|[$€£¥₹%]/gu;

/**
 * The words of a text as they are compared: without case, accents, possessives and the s of a plural. Signs of
 * currencies are words, and so are pairs of letters where a script has no spaces.
 */
export function wordsIn(text: string): Word[] {
  const hasUnspaced = isUnspaced(text);
  return (withoutUnseen(text).replaceAll('’', "'").match(WORD) ?? []).flatMap((written) => {
    if (hasUnspaced && isUnspaced(written)) return pairsIn(written);
    const bare = written.replace(/'s?$/i, '');
    return [{ word: singular(fold(bare)), written: bare, isName: /^[\p{Lu}\p{N}]/u.test(bare) }];
  });
}

/** Pairs of letters; a run of one is a word by itself. */
function pairsIn(run: string): Word[] {
  const pieces = pairedLetters(fold(run)).trim().split(' ');
  const words = pieces.filter((piece, at) => [...piece].length > 1 || !isUnspaced(piece) || piece === pieces[at + 1]);
  return words.map((word) => ({ word, written: word, isName: /^\p{N}/u.test(word) }));
}

function singular(word: string): string {
  if (word.length <= 3 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  return /(?:ches|shes|sses|xes)$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}
