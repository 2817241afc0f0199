/** A word that is in the archive, and how many entries have it. */
export type KnownWord = { word: string; documents: number };

/**
 * The known word that a misspelled one most likely is: the fewest letters differ, then the most entries have it.
 * Undefined where none is near: one letter for words up to five, two for longer ones, three from ten on. Two letters
 * that changed places are one difference.
 */
export function likelyWord(typed: string, known: readonly KnownWord[]): string | undefined {
  const most = typed.length <= 5 ? 1 : typed.length < 10 ? 2 : 3;
  const near = known
    .filter(({ word }) => Math.abs(word.length - typed.length) <= most)
    .map(({ word, documents }) => ({ word, documents, far: differences(typed, word) }))
    .filter(({ far }) => far > 0 && far <= most);
  return near.sort((a, b) => a.far - b.far || b.documents - a.documents || (a.word < b.word ? -1 : 1))[0]?.word;
}

/** How many letters must be put in, taken out, changed or swapped with the next one to make one word of the other. */
export function differences(a: string, b: string): number {
  const [from, to] = [[...a], [...b]];
  let [older, before]: [number[], number[]] = [[], to.map((_, i) => i).concat(to.length)];
  for (const [i, letter] of from.entries()) {
    const row = [i + 1];
    for (const [j, other] of to.entries()) {
      const changed = (before[j] ?? 0) + (letter === other ? 0 : 1);
      const swapped = letter === to[j - 1] && from[i - 1] === other ? (older[j - 1] ?? 0) + 1 : changed;
      row.push(Math.min((before[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1, changed, swapped));
    }
    [older, before] = [before, row];
  }
  return before[to.length] ?? 0;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];

/** Every word that is one difference away in letters from `a` to `z`. */
export function oneAway(word: string): string[] {
  const letters = [...word];
  const away = new Set<string>();
  for (let at = 0; at <= letters.length; at += 1) {
    const [before, after] = [letters.slice(0, at).join(''), letters.slice(at)];
    for (const letter of LETTERS) away.add(before + letter + after.join(''));
    if (!after.length) continue;
    away.add(before + after.slice(1).join(''));
    for (const letter of LETTERS) away.add(before + letter + after.slice(1).join(''));
    if (after.length > 1) away.add(before + after[1] + after[0] + after.slice(2).join(''));
  }
  away.delete(word);
  return [...away];
}
