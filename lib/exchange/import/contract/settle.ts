import { z } from 'zod';
import { cursorOf, LARGEST_ID, pageLimit } from '../../../kernel/contract/search.ts';
import { id, line } from '../../../kernel/contract/text.ts';
import type { EntryId } from '../../../kernel/ids.ts';

/** What there is to settle, in the order in which it is listed. */
export const SETTLE_KINDS = ['same-event', 'ambiguous-contexts', 'missing-link'] as const;

const CURSOR = /^(same-event|ambiguous-contexts|missing-link)\.([1-9]\d{0,9})$/;

/** Where a page of the list ends. */
export type SettleCursor = { kind: (typeof SETTLE_KINDS)[number]; id: number };

/** Filters of the list, as the query of an address. */
export const settleSearch = z.strictObject({
  kind: z.enum(SETTLE_KINDS).optional(),
  limit: pageLimit,
  cursor: cursorOf(readCursor),
});

/** How an editor settles something. `one` keeps an entry and asks that the others be withdrawn. */
export const settleDecision = z.strictObject({
  as: z.enum(['different', 'one', 'seen'], { error: 'is not one of different, one, seen.' }),
  keep: id.transform((n) => n as EntryId).optional(),
  reason: line(1000).optional(),
});

function readCursor(text: string): SettleCursor | undefined {
  const parts = CURSOR.exec(text);
  const number = Number(parts?.[2]);
  return parts && number <= LARGEST_ID ? { kind: parts[1] as SettleCursor['kind'], id: number } : undefined;
}
