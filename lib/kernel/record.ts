/** Whether a value of unknown origin is an object with fields; an array is none. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One field of a value of unknown origin; undefined where it has none. */
export function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/**
 * The keys of an object as its type has them. TypeScript says `string`, since an object may have more than its type
 * says: give only objects that were made in full by one of us.
 */
export function keysOf<Key extends string>(of: Readonly<Partial<Record<Key, unknown>>>): Key[] {
  // Object.keys answers with the own names of an object that, by the rule above, are those of its type.
  return Object.keys(of) as Key[];
}

/** An object with one value for each key. */
export function recordOf<Key extends string, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Record<Key, Value> {
  // Every key of the type is in `keys`, where that is a tuple of all of them; fromEntries forgets which they were.
  return Object.fromEntries(keys.map((key) => [key, make(key)])) as Record<Key, Value>;
}
