/**
 * The outcome of a decision: a value, or an error with a code. Errors that a rule finds are returned; faults are
 * thrown.
 */
export type Result<Value, E> = { ok: true; value: Value } | { ok: false; error: E };

export function ok<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function fail<E>(error: E): { ok: false; error: E } {
  return { ok: false, error };
}
