import type { AppError } from '#lib/kernel/app-error.ts';
import { fail, ok, type Result } from '#lib/kernel/result.ts';

/** What was asked for, or the error that says that there is no such thing; `what` names it. */
export function found<T>(value: T | undefined, what: string): Result<T, AppError> {
  return value === undefined ? fail({ code: 'not-found', what }) : ok(value);
}
