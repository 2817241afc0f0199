/** What is needed of a schema here. */
type Schema<Found> = { safeParse(value: unknown): Found };

/**
 * What `schema` finds in a value that came as JSON from outside. zod compares `length` even where a string or a list
 * was to be and something else came; a `length` that is an object can then stop it with a TypeError. Such a `length`
 * is taken out of `value`, and what is wrong is found at its field.
 */
export function parsed<Found>(schema: Schema<Found>, value: unknown): Found {
  try {
    return schema.safeParse(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    dropLengths(value);
    return schema.safeParse(value);
  }
}

/** Goes by a list of its own: a document may be nested deeper than calls may be. */
function dropLengths(value: unknown): void {
  const waiting = [value];
  while (waiting.length) {
    const one = waiting.pop();
    if (typeof one !== 'object' || one === null) continue;
    if (!Array.isArray(one) && 'length' in one && typeof one.length === 'object') Reflect.deleteProperty(one, 'length');
    waiting.push(...Object.values(one));
  }
}
