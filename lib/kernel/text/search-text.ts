/**
 * One thing that is looked for: a word, words in a row, or what a word begins with. Any of `words` in their order;
 * `without` where it must not be there.
 */
export type Term = { kind: 'word' | 'phrase' | 'prefix'; text: string; without: boolean };

/** What was typed, as groups that must all be there; of each group one term is enough. */
export type SearchText = readonly (readonly Term[])[];

const PIECE = /([-−]?)"([^"]*)(?:"|$)|([-−]?)([^\s"]+)/gu;
const MOST_TERMS = 24;
/** Letters and digits: anything without one of them says nothing. */
const SAYS_SOMETHING = /[\p{L}\p{N}]/u;

/**
 * Reads a search as people write it: all words must be there, `"in a row"` words in a row, `-without` one, `one OR
 * another` either. The last word may still be the beginning of one, unless a space or a quotation mark ends it. Any
 * text is a search.
 */
export function readSearchText(typed: string): SearchText {
  const groups: Term[][] = [];
  let either = false;
  for (const piece of [...typed.matchAll(PIECE)].slice(0, MOST_TERMS)) {
    if (piece[4] === 'OR' && groups.length > 0) either = true;
    else {
      const term = termOf(piece, piece.index + piece[0].length === typed.length);
      if (!term) continue;
      const before = groups.at(-1);
      if (either && before && !term.without && !before[0]?.without) before.push(term);
      else groups.push([term]);
      either = false;
    }
  }
  return groups;
}

function termOf([, quotedSign, quoted, sign, word]: RegExpMatchArray, isLast: boolean): Term | undefined {
  const text = (quoted ?? word ?? '').trim();
  if (!SAYS_SOMETHING.test(text)) return undefined;
  const without = (quotedSign || sign || '') !== '';
  if (quoted !== undefined) return { kind: 'phrase', text, without };
  return { kind: isLast && !without ? 'prefix' : 'word', text, without };
}

/** The terms of a search that are looked for, without those that must not be there. */
export function wantedTerms(search: SearchText): Term[] {
  return search.flat().filter((term) => !term.without);
}
