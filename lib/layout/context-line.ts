import { byCodePoint } from '../kernel/code-point-order.ts';
import type { KnownNames } from './known-names.ts';

/**
 * A context list taken apart. `names` joined by `, ` are the list again; `ambiguous` where another reading is as good.
 */
export type SplitContexts = { names: string[]; ambiguous: boolean };

const START = '_Context: ';
const SEPARATOR = ', ';
/** The most parts in a row that comma names may tie together before reading them all ways is given up as ambiguous. */
const LONGEST_KNOT = 10;

/** `A, B`: names in code-point order, as pages list them (the layout, "Related" and "Day page"). */
export function contextList(names: readonly string[]): string {
  return [...names].sort(byCodePoint).join(SEPARATOR);
}

/** `_Context: A, B_`, the line that stands for a summary where there is none. */
export function contextLine(names: readonly string[]): string {
  return `${START}${contextList(names)}_`;
}

/** The list within a context line; undefined where the text is none. */
export function parseContextLine(text: string): string | undefined {
  const isLine = text.startsWith(START) && text.endsWith('_') && text.length > START.length;
  return isLine ? text.slice(START.length, -1) : undefined;
}

/**
 * The names of a list (the layout, "What real pages also hold"). Names may hold `, ` themselves: known names decide,
 * longest first. Where the list is known to be sorted, as in the 2017 edition, its order decides before that.
 * Names keep the spaces around them; they count as known without.
 * `ambiguous`: another reading of known names would do as well, or a sorted list stays out of order, so that
 * some name of it with a comma is not known.
 */
export function splitContexts(list: string, known: KnownNames, sorted = false): SplitContexts {
  if (list === '') return { names: [], ambiguous: false };
  const parts = list.split(SEPARATOR);
  const names: string[] = [];
  let ambiguous = false;
  for (let start = 0; start < parts.length; ) {
    const end = endOfKnot(parts, start, known);
    const knot = readKnot(
      parts.slice(start, end),
      known,
      sorted ? { before: names.at(-1), after: parts[end] } : undefined,
    );
    names.push(...knot.names);
    ambiguous ||= knot.ambiguous;
    start = end;
  }
  return { names, ambiguous: ambiguous || (sorted && !isSorted(names)) };
}

/** The names beside a knot of a sorted list. */
type Neighbours = { before: string | undefined; after: string | undefined };

/** Parts tied together by known names with commas are read as one: the end of the knot that begins at `start`. */
function endOfKnot(parts: readonly string[], start: number, known: KnownNames): number {
  let end = start + 1;
  for (let i = start; i < end; i += 1) end = Math.max(end, i + known.longestAt(parts, i));
  return end;
}

function readKnot(parts: readonly string[], known: KnownNames, beside: Neighbours | undefined): SplitContexts {
  if (parts.length === 1) return { names: [...parts], ambiguous: false };
  if (parts.length > LONGEST_KNOT) return { names: longestFirst(parts, known), ambiguous: true };
  const rated = readingsOf(parts, known).map((names) => ({ names, cost: costOf(names, known, beside) }));
  const best = rated.reduce((a, b) => (b.cost < a.cost ? b : a), rated[0] ?? { names: [...parts], cost: 0 });
  return { names: best.names, ambiguous: rated.some((other) => other !== best && other.cost === best.cost) };
}

/** Every reading of a knot into known comma names and single parts, longest first. */
function readingsOf(parts: readonly string[], known: KnownNames, start = 0): string[][] {
  if (start === parts.length) return [[]];
  return known.lengthsAt(parts, start).flatMap((length) => {
    const name = parts.slice(start, start + length).join(SEPARATOR);
    return readingsOf(parts, known, start + length).map((rest) => [name, ...rest]);
  });
}

/** How much speaks against a reading: being out of order where the list is sorted, then each unknown name. */
function costOf(names: readonly string[], known: KnownNames, beside: Neighbours | undefined): number {
  const row = beside ? [beside.before, ...names, beside.after].filter((name) => name !== undefined) : [];
  const unknown = names.filter((name) => !known.has(name)).length;
  return (isSorted(row) ? 0 : 2 * LONGEST_KNOT) + unknown;
}

function longestFirst(parts: readonly string[], known: KnownNames): string[] {
  const names: string[] = [];
  for (let i = 0; i < parts.length; ) {
    const length = known.longestAt(parts, i);
    names.push(parts.slice(i, i + length).join(SEPARATOR));
    i += length;
  }
  return names;
}

function isSorted(names: readonly string[]): boolean {
  return names.every((name, i) => i === 0 || byCodePoint(names[i - 1] ?? '', name) <= 0);
}
