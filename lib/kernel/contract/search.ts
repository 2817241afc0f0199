import { z } from 'zod';
import type { Day } from '../day.ts';
import { type ContextId, type EntryId, toId } from '../ids.ts';
import { day, line } from './text.ts';

const CURSOR = /^(\d{4}-\d{2}-\d{2})\.([1-9]\d{0,9})$/;
/** The largest id that a row can have. */
export const LARGEST_ID = 2_147_483_647;

/** The id of a row as an address carries it. */
export const idInAddress = z
  .string()
  .regex(/^[1-9]\d{0,9}$/, { error: 'is not a number.' })
  .transform(Number)
  .refine((id) => id <= LARGEST_ID, { error: 'is not an id in this archive.' })
  // In the description it is the number that it stands for.
  .meta({ type: 'integer', minimum: 1, maximum: LARGEST_ID, pattern: undefined });

/** How many rows a page of a list has at most. */
export const pageLimit = z
  .string()
  .regex(/^([1-9]\d?|100)$/, { error: 'is not a number from 1 to 100.' })
  .transform(Number)
  .meta({ type: 'integer', minimum: 1, maximum: 100, pattern: undefined })
  .optional();

/** Where a page of a list begins; `read` gives undefined for a text that is no cursor of that list. */
export function cursorOf<Cursor>(read: (text: string) => Cursor | undefined) {
  return z
    .string()
    .transform((text, wrong) => {
      const cursor = read(text);
      if (cursor !== undefined) return cursor;
      wrong.addIssue({
        code: 'custom',
        message: 'is not a cursor of this list. Take it from "next" of the page before.',
      });
      return z.NEVER;
    })
    .optional();
}

/** Filters of the list of entries, as the query of an address. */
export const titleSearch = z.strictObject({
  q: line(300).optional(),
  day: day.optional(),
  near: day.optional().describe('With words: the entries nearest to this day come first, on one page only.'),
  published: z
    .enum(['true', 'false'], { error: 'must be true or false.' })
    .transform((text) => text === 'true')
    .optional(),
  limit: pageLimit,
  cursor: cursorOf(readDayCursor),
});

/** Where a page of entries ends: the next one begins right below. */
export type TitleCursor = { day: Day; id: EntryId };

/**
 * What somebody types of a context, and what is known of the entry that it is for: its day, its text so far, and the
 * contexts that it has.
 */
export const contextSearch = z.strictObject({
  q: line(300).optional(),
  date: day.optional().describe('The day of the entry.'),
  text: z
    .string()
    .max(4000, { error: 'is longer than 4000 characters.' })
    .refine((text) => text.isWellFormed() && !text.includes('\u0000'), { error: 'contains a broken character.' })
    .optional()
    .describe('The headline and summary of the entry: contexts that they mention come first.'),
  with: z
    .string()
    .regex(/^[1-9]\d{0,9}(,[1-9]\d{0,9}){0,49}$/, { error: 'must be a list of up to fifty ids such as 3,17,5.' })
    .transform((text) => text.split(',').map((one) => toId<ContextId>(Number(one))))
    .refine((all) => all.every((id) => id <= LARGEST_ID), { error: 'contains an id that no context can have.' })
    .optional()
    .describe('Ids of contexts that the entry already has.'),
});

/** Reads `2013-01-20.17`. */
export function readDayCursor(text: string): TitleCursor | undefined {
  const parts = CURSOR.exec(text);
  const of = day.safeParse(parts?.[1]);
  const id = Number(parts?.[2]);
  return of.success && id <= LARGEST_ID ? { day: of.data, id: toId<EntryId>(id) } : undefined;
}
