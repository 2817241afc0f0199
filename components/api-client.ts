import type { FieldProblem } from '#lib/domain/refusals.ts';

/** What the API says when it says no (RFC 9457), and what the browser says when nobody answers (status 0). */
export type ApiProblem = { status: number; title: string; detail: string; code: string; fields: FieldProblem[]; current?: unknown };

export type ApiAnswer<T> = { ok: true; value: T } | { ok: false; problem: ApiProblem };

const UNREACHABLE: ApiProblem = {
  status: 0,
  title: 'No answer',
  detail: 'The server does not answer. Your text is still here; try again in a moment.',
  code: 'unreachable',
  fields: [],
};

/** Calls the API of this site with the session of the browser. Never throws: a failure is an answer too, and so is a call that `signal` ends. */
export async function callApi<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'PUT',
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  signal?: AbortSignal,
): Promise<ApiAnswer<T>> {
  try {
    const response = await fetch(`/api/v1${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
    });
    const answer: unknown = await response.json();
    return response.ok ? { ok: true, value: answer as T } : { ok: false, problem: { ...UNREACHABLE, fields: [], ...(answer as Partial<ApiProblem>), status: response.status } };
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}
