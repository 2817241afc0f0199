import { type ApiAnswer, type ApiProblem, callApi } from '#components/api-client.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import type { EntryOutput } from './entry-output.ts';

/**
 * One save, whole, so that it can be repeated word for word: over which revision (null: a new entry), what is sent, and what
 * the form held then (`raw`). `key` makes its repetition the same save.
 */
export type SaveRequest = { key: string; over: { event: number; revision: number } | null; base?: number | undefined; fields: EntryOutput; raw: EntryFields };

/** What a save answers: `revision` is this very text, `current` what the entry stands at: with the changes of `merged.by`, where there were any. */
export type Saved = { event: number; revision: number; current?: number; merged?: { fields: string[]; by: { id: number; name: string }[] } | null };

/** Longer than any save takes: a connection that only swallows what is sent would be waited for in vain. */
const ANSWERED_WITHIN_MS = 30_000;

/** Nobody answered, so nobody knows what became of it. */
export const NO_ANSWER: ApiProblem = { status: 0, title: 'No answer', detail: 'The server does not answer.', code: 'unreachable', fields: [] };

/** Whether the same request can succeed later, as it is: nobody answered, the server was down or busy, the session is over. */
export function isPassing({ status }: ApiProblem): boolean {
  return status === 0 || status >= 500 || status === 429 || status === 408 || status === 401;
}

/** Sends a save in the name of `person` and nobody else. */
export async function sendSave({ key, over, base, fields }: SaveRequest, person: number): Promise<ApiAnswer<Saved>> {
  const headers = { 'Idempotency-Key': key, ...asPerson(person) };
  const sent = over
    ? callApi<Saved>('PATCH', `/events/${over.event}`, { fields, ...(base ? { base } : {}) }, { ...headers, 'If-Match': `"${over.revision}"` })
    : callApi<Saved>('POST', '/events', fields, headers);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<ApiAnswer<Saved>>((resolve) => {
    timer = setTimeout(() => resolve({ ok: false, problem: NO_ANSWER }), ANSWERED_WITHIN_MS);
  });
  const answer = await Promise.race([sent, late]);
  clearTimeout(timer);
  return answer;
}

/** The header that keeps a request from being taken as another person's, who signed in in another tab. */
export function asPerson(person: number): Record<string, string> {
  return { 'X-Dateline-Person': String(person) };
}
