import { problemsOf } from '#lib/kernel/contract/problems.ts';
import { idempotencyKey } from '#lib/kernel/contract/text.ts';
import type { Result } from '#lib/kernel/result.ts';
import { badInput } from './problem.ts';

/** The `Idempotency-Key` of a request, where it has one. */
export function keyOf(request: Request): Result<string | undefined, Response> {
  const header = request.headers.get('idempotency-key');
  if (header === null) return { ok: true, value: undefined };
  const read = idempotencyKey.safeParse(header);
  return read.success
    ? { ok: true, value: read.data }
    : {
        ok: false,
        error: badInput(problemsOf(read.error).map(({ message }) => ({ field: 'Idempotency-Key', message }))),
      };
}
