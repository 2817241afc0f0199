import { textPieces } from '../folding.ts';
import type { SearchText, Term } from './search-text.ts';

/** Part of a text; `found` where it is why the text was found. */
export type MarkedPiece = { text: string; found: boolean };

/** The words of a text as the search compares them, letter by letter where a script has no spaces. */
export function plainWordsOf(text: string): string[] {
  return textPieces(text).map(({ plain }) => plain);
}

/** Words that a term means besides its own spelling: those with the same stem. */
export type SameWords = ReadonlyMap<string, ReadonlySet<string>>;

/** Cuts a text where it holds what was looked for. The pieces together are the text. */
export function markedPieces(text: string, search: SearchText, kin: SameWords): MarkedPiece[] {
  const words = textPieces(text);
  const marked = new Set<number>();
  for (const term of search.flat()) if (!term.without) for (const at of placesOf(term, words, kin)) marked.add(at);
  return cut(
    text,
    words.filter((_, at) => marked.has(at)),
  );
}

function placesOf(term: Term, words: readonly { plain: string }[], kin: SameWords): number[] {
  const asked = plainWordsOf(term.text);
  const places: number[] = [];
  for (let at = 0; at + asked.length <= words.length; at += 1) {
    if (asked.every((word, i) => fits(term, word, words[at + i]?.plain ?? '', i === asked.length - 1, kin)))
      for (let i = 0; i < asked.length; i += 1) places.push(at + i);
  }
  return places;
}

function fits(term: Term, asked: string, word: string, isLast: boolean, kin: SameWords): boolean {
  if (word === asked || (term.kind === 'prefix' && isLast && word.startsWith(asked))) return true;
  return term.kind !== 'phrase' && (kin.get(asked)?.has(word) ?? false);
}

function cut(text: string, places: readonly { from: number; to: number }[]): MarkedPiece[] {
  const pieces: MarkedPiece[] = [];
  let at = 0;
  for (const { from, to } of places) {
    if (from > at) pieces.push({ text: text.slice(at, from), found: false });
    const before = pieces.at(-1);
    if (before?.found && from === at) {
      before.text += text.slice(from, to);
      at = to;
      continue;
    }
    const between = before && !before.found && /^[\s-]$/.test(before.text) && pieces.at(-2)?.found;
    if (between) {
      pieces.pop();
      const joined = pieces.at(-1);
      if (joined) joined.text += before.text + text.slice(from, to);
    } else pieces.push({ text: text.slice(from, to), found: true });
    at = to;
  }
  if (at < text.length || !pieces.length) pieces.push({ text: text.slice(at), found: false });
  return pieces;
}

const AROUND = 80;

/** The surroundings of the first place that was found in a long text; undefined where nothing was. */
export function excerptOf(pieces: readonly MarkedPiece[]): MarkedPiece[] | undefined {
  const first = pieces.findIndex(({ found }) => found);
  if (first < 0) return undefined;
  const out: MarkedPiece[] = [];
  const before = pieces[first - 1]?.text ?? '';
  const cutBefore = first > 1 || before.length > AROUND;
  if (before) out.push({ text: cutBefore ? `…${before.slice(-AROUND).replace(/^\S*\s/, '')}` : before, found: false });
  let room = 2 * AROUND;
  for (const piece of pieces.slice(first)) {
    if (room <= 0) break;
    const fitting = piece.found || piece.text.length <= room;
    out.push(fitting ? piece : { text: `${piece.text.slice(0, room).replace(/\s\S*$/, '')}…`, found: false });
    room -= piece.text.length;
  }
  return out;
}
