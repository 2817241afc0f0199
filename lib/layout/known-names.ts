/** The names of a vocabulary, ready to be found in lists that commas separate. */
export type KnownNames = {
  /** Whether a name is known, whatever spaces are around it. */
  has(name: string): boolean;
  /** How many parts, from an index on, can make one name: the known names with commas, longest first, and 1 always. */
  lengthsAt(parts: readonly string[], index: number): number[];
  /** The first of those. */
  longestAt(parts: readonly string[], index: number): number;
};

const SEPARATOR = ', ';

/** Prepares a vocabulary's names (aliases too) for `splitContexts`. */
export function knownNames(names: Iterable<string>): KnownNames {
  const all = new Set<string>();
  const byFirstPart = new Map<string, string[][]>();
  for (const name of names) {
    all.add(name.trim());
    const parts = name.trim().split(SEPARATOR);
    if (parts.length > 1) addTo(byFirstPart, parts);
  }
  for (const list of byFirstPart.values()) list.sort((a, b) => b.length - a.length);
  const commaNamesAt = (parts: readonly string[], index: number) =>
    (byFirstPart.get(parts[index]?.trimStart() ?? '') ?? []).filter((name) => standsAt(parts, index, name));
  return {
    has: (name) => all.has(name.trim()),
    lengthsAt: (parts, index) => [...new Set([...commaNamesAt(parts, index).map((name) => name.length), 1])],
    longestAt: (parts, index) => commaNamesAt(parts, index)[0]?.length ?? 1,
  };
}

function addTo(map: Map<string, string[][]>, parts: string[]): void {
  const [first = ''] = parts;
  const list = map.get(first);
  if (list) list.push(parts);
  else map.set(first, [parts]);
}

/** Whether a name's parts are in the list from an index on; spaces around the whole name do not count. */
function standsAt(parts: readonly string[], index: number, name: readonly string[]): boolean {
  return name.every((part, i) => {
    const found = parts[index + i];
    return (
      found !== undefined && part === (i === 0 ? found.trimStart() : i === name.length - 1 ? found.trimEnd() : found)
    );
  });
}
