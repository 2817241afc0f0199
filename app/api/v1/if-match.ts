import { type RevisionId, toId } from '#lib/kernel/ids.ts';
import { badInput, problem } from './problem.ts';

const LARGEST_ID = 2_147_483_647;

/**
 * The revision that `If-Match` names, as an ETag of this API; null where there is no such header, undefined where it is
 * something else.
 */
export function ifMatchOf(request: Request): RevisionId | null | undefined {
  const header = request.headers.get('if-match');
  if (header === null) return null;
  const revision = Number(/^"([1-9]\d{0,9})"$/.exec(header.trim())?.[1]);
  return revision <= LARGEST_ID ? toId<RevisionId>(revision) : undefined;
}

export const ifMatchMissing = () =>
  problem({
    status: 428,
    code: 'if-match-missing',
    title: 'If-Match missing',
    detail: 'A save must name the revision it is based on: send its ETag as If-Match.',
    fields: [{ field: 'If-Match', message: 'is missing.' }],
  });

export const badIfMatch = () =>
  badInput([{ field: 'If-Match', message: 'must be one revision in quotation marks, as in the entry’s ETag.' }]);
