import { z } from 'zod';
import type { EventId } from '../domain/ids.ts';
import { id, line } from './text.ts';

/** What there is to settle, in the order in which it is listed. */
export const SETTLE_KINDS = ['same-event', 'ambiguous-contexts', 'missing-link'] as const;

const LARGEST_ID = 2_147_483_647;
const CURSOR = /^(same-event|ambiguous-contexts|missing-link)\.([1-9]\d{0,9})$/;

/** Where a page of the list ends. */
export type SettleCursor = { kind: (typeof SETTLE_KINDS)[number]; id: number };

/** Filters of the list, as the query of an address. */
export const settleSearch = z.strictObject({
  kind: z.enum(SETTLE_KINDS).optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, { error: 'is not a number from 1 to 100.' })
    .transform(Number)
    .optional(),
  cursor: z
    .string()
    .refine((text) => readCursor(text) !== undefined, { error: 'is not a cursor of this list. Take it from "next" of the page before.' })
    .transform((text) => readCursor(text) as SettleCursor)
    .optional(),
});

/** How an editor settles something. `one` keeps an event and asks that the others be withdrawn. */
export const settleDecision = z.strictObject({
  as: z.enum(['different', 'one', 'seen'], { error: 'is not one of different, one, seen.' }),
  keep: id.transform((n) => n as EventId).optional(),
  reason: line(1000).optional(),
});

function readCursor(text: string): SettleCursor | undefined {
  const parts = CURSOR.exec(text);
  const number = Number(parts?.[2]);
  return parts && number <= LARGEST_ID ? { kind: parts[1] as SettleCursor['kind'], id: number } : undefined;
}
