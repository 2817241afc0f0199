import type { ApiProblem } from '#components/api-client.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryOutput } from '../form/entry-output.ts';

/**
 * One save, whole, so that it can be repeated word for word: over which revision (null: a new entry), what is sent, and
 * what the form held then (`raw`). `key` makes its repetition the same save.
 */
export type SaveRequest = {
  key: string;
  over: { entry: number; revision: number } | null;
  base?: number | undefined;
  fields: EntryOutput;
  raw: EntryFields;
};

/**
 * What a save answers: `revision` is this very text, `current` the entry's current one: with the changes of
 * `merged.by`, where there were any.
 */
export type SavedText = {
  entry: number;
  revision: number;
  current?: number;
  merged?: { fields: string[]; by: { id: number; name: string }[] } | null;
};

/** Nobody answered, so nobody knows what became of it. */
export const NO_ANSWER: ApiProblem = {
  status: 0,
  title: 'No response',
  detail: 'The server isn’t responding.',
  code: 'unreachable',
  fields: [],
};

/**
 * Whether the same request can succeed later, as it is: no answer, the server was down or busy, the session is over.
 */
export function isPassing({ status }: ApiProblem): boolean {
  return status === 0 || status >= 500 || status === 429 || status === 408 || status === 401;
}
