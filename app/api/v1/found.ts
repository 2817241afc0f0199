import type { Refusal } from '#lib/kernel/refusals.ts';
import { ok, type Result, refuse } from '#lib/kernel/result.ts';

/** What was asked for, or the refusal that says that there is no such thing; `what` names it. */
export function found<T>(value: T | undefined, what: string): Result<T, Refusal> {
  return value === undefined ? refuse({ code: 'not-found', what }) : ok(value);
}
