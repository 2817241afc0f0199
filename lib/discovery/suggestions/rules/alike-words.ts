/** Titles of fewer words are like each other too often to say much. */
export const FEWEST_WORDS = 4;
/** A headline of which less than this is left was written for another entry. */
const SHORTEST = 0.5;

/**
 * Whether one row of words is the other with words added, or spelled in another way; `changed-number` where only
 * numbers differ.
 */
export function compareWords(a: readonly string[], b: readonly string[]): 'near-title' | 'changed-number' | undefined {
  const [shorter, longer] = [Math.min(a.length, b.length), Math.max(a.length, b.length)];
  if (shorter < FEWEST_WORDS || shorter < SHORTEST * longer) return undefined;
  let [added, taken, numbers] = [0, 0, 0];
  for (const [left, right] of gapsOf(a, b)) {
    if (left.length === 0) added += right.length;
    else if (right.length === 0) taken += left.length;
    else if (isNumber(left) && isNumber(right)) numbers += 1;
    else if (!isSpelling(left.join(''), right.join(''))) return undefined;
  }
  if (added > 0 && taken > 0 && added + taken > 0.2 * longer) return undefined;
  return numbers > 0 ? 'changed-number' : 'near-title';
}

/** Where two rows of words differ, once their longest common row is taken out. */
function gapsOf(a: readonly string[], b: readonly string[]): [string[], string[]][] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const gaps: [string[], string[]][] = [];
  let gap: [string[], string[]] = [[], []];
  const close = () => {
    if (gap[0].length || gap[1].length) gaps.push(gap);
    gap = [[], []];
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    const [left, right] = [a[i], b[j]];
    if (left !== undefined && left === right) {
      close();
      [i, j] = [i + 1, j + 1];
    } else if (right === undefined || (left !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      if (left !== undefined) gap[0].push(left);
      i += 1;
    } else {
      gap[1].push(right);
      j += 1;
    }
  }
  close();
  return gaps;
}

function isNumber(words: readonly string[]): boolean {
  return words.every((word) => /^\d+$/.test(word));
}

/**
 * Whether two words are one in two spellings, as where a letter was lost or written twice encoded: `amenas`, `amacnas`.
 */
export function isSpelling(a: string, b: string): boolean {
  const longer = Math.max(a.length, b.length);
  return longer >= 5 && a[0] === b[0] && !/\d/.test(a + b) && distance(a, b) <= Math.min(4, longer / 3);
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1)
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    row = next;
  }
  return row[b.length] ?? 0;
}

/** How much of both rows is in both, from 0 to 1. */
export function overlap(a: readonly string[], b: readonly string[]): number {
  const [left, right] = [new Set(a), new Set(b)];
  const common = [...left].filter((word) => right.has(word)).length;
  return common / (left.size + right.size - common);
}
