import { z } from 'zod';
import { cursorOf, LARGEST_ID, pageLimit } from '../../../kernel/contract/search.ts';
import { id, line } from '../../../kernel/contract/text.ts';
import { type EntryId, toId } from '../../../kernel/ids.ts';
import { isOneOf } from '../../../kernel/one-of.ts';

/** Import issues, in the order in which it is listed. */
export const IMPORT_ISSUE_KINDS = ['same-event', 'ambiguous-contexts', 'missing-link'] as const;

const CURSOR = /^(same-event|ambiguous-contexts|missing-link)\.([1-9]\d{0,9})$/;

/** Where a page of the list ends. */
export type ImportIssueCursor = { kind: (typeof IMPORT_ISSUE_KINDS)[number]; id: number };

/** Filters of the list, as the query of an address. */
export const importIssueSearch = z.strictObject({
  kind: z.enum(IMPORT_ISSUE_KINDS).optional(),
  limit: pageLimit,
  cursor: cursorOf(readCursor),
});

/** How an editor resolves an issue. `one` keeps an entry and asks that the others be withdrawn. */
export const importIssueDecision = z.strictObject({
  as: z.enum(['different', 'one', 'seen'], { error: 'is not one of different, one, seen.' }),
  keep: id.transform(toId<EntryId>).optional(),
  reason: line(1000).optional(),
});

function readCursor(text: string): ImportIssueCursor | undefined {
  const parts = CURSOR.exec(text);
  const number = Number(parts?.[2]);
  const kind = parts?.[1];
  return isOneOf(IMPORT_ISSUE_KINDS, kind) && number <= LARGEST_ID ? { kind, id: number } : undefined;
}
