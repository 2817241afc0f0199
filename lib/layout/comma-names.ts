import { byCodePoint } from '../kernel/code-point-order.ts';

/** What the order of a sorted list says about names that hold a comma. */
export type CommaNames = {
  /** Names that are in every simplest reading of the list. */
  proven: string[];
  /** Names that are in some simplest reading only; another list or the vocabulary has to decide. */
  possible: string[];
};

const SEPARATOR = ', ';
const LONGEST_NAME = 4;
const LONGEST_LIST = 60;
const MOST_READINGS = 64;

/**
 * The names with a comma that the order of a list implies, for a first pass over a whole tree of the 2017 edition,
 * where lists are in code-point order (the layout, "Related"). A list that is in order says nothing. One that is not is
 * read with as few joined parts as put it in order: `Katie Couric, Los Angeles, California` can only hold
 * `Los Angeles, California`, while in `Austin, Los Angeles, California` `Austin, Los Angeles` would do as well.
 * A list of more than 60 parts, or with more than 64 simplest readings, proves nothing.
 */
export function commaNamesImplied(list: string): CommaNames {
  const parts = list.split(SEPARATOR);
  if (parts.length > LONGEST_LIST || isInOrder(parts)) return { proven: [], possible: [] };
  const readings = simplestReadings(parts).map((names) => new Set(names.filter((name) => name.includes(SEPARATOR))));
  const all = [...new Set(readings.flatMap((names) => [...names]))];
  const proven = all.filter((name) => readings.every((names) => names.has(name)));
  return { proven, possible: all.filter((name) => !proven.includes(name)) };
}

function isInOrder(parts: readonly string[]): boolean {
  return parts.every((part, i) => i === 0 || byCodePoint(parts[i - 1] ?? '', part) <= 0);
}

/** The sorted readings that join the fewest parts; none where there is none, or too many to say anything. */
function simplestReadings(parts: readonly string[]): string[][] {
  const joins = fewestJoins(parts);
  const least = joins(0, undefined);
  if (least === Number.POSITIVE_INFINITY) return [];
  const readings: string[][] = [];
  const follow = (at: number, names: string[], left: number): void => {
    if (readings.length > MOST_READINGS) return;
    if (at === parts.length) readings.push(names);
    else
      for (const [name, length] of namesAt(parts, at, names.at(-1)))
        if (joins(at + length, name) + length - 1 === left) follow(at + length, [...names, name], left - length + 1);
  };
  follow(0, [], least);
  return readings.length > MOST_READINGS ? [] : readings;
}

/**
 * How many joins the parts from an index on need, after a name that must not come later; infinite where none will do.
 */
function fewestJoins(parts: readonly string[]): (at: number, after: string | undefined) => number {
  const known = new Map<string, number>();
  const joins = (at: number, after: string | undefined): number => {
    if (at === parts.length) return 0;
    const key = `${at} ${after ?? ''}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const least = Math.min(
      ...namesAt(parts, at, after).map(([name, length]) => joins(at + length, name) + length - 1),
      Number.POSITIVE_INFINITY,
    );
    known.set(key, least);
    return least;
  };
  return joins;
}

/**
 * The names that can be at an index, with the number of their parts: none that comes before the name ahead of it.
 */
function namesAt(parts: readonly string[], at: number, after: string | undefined): [name: string, length: number][] {
  const lengths = Array.from({ length: Math.min(LONGEST_NAME, parts.length - at) }, (_, i) => i + 1);
  const names = lengths.map((length): [string, number] => [parts.slice(at, at + length).join(SEPARATOR), length]);
  return names.filter(([name]) => after === undefined || byCodePoint(after, name) <= 0);
}
