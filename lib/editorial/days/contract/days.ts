import { z } from 'zod';
import { pageLimit } from '../../../kernel/contract/search.ts';
import { day, line } from '../../../kernel/contract/text.ts';
import { daysBetween } from '../../../kernel/day.ts';

const MOST_DAYS = 366;

/** The days from `from` to `to`, both included. */
export const dayRange = z
  .strictObject({ from: day, to: day })
  .refine(({ from, to }) => from <= to && daysBetween(from, to) < MOST_DAYS, {
    path: ['to'],
    error: `makes no range of one to ${MOST_DAYS} days with “from”.`,
  });

/** A page of the archive's gaps; with `few`, days with at most so many entries are listed too. */
export const gapList = z.strictObject({
  after: day.optional(),
  few: z
    .string()
    .regex(/^\d{1,2}$/, { error: 'is not a number from 0 to 99.' })
    .transform(Number)
    .optional(),
  limit: pageLimit,
});

const note = line(1000).default('');

/** The exact content of a day that a reviewer saw. */
export const daySignOff = z.strictObject({
  content: z.string().regex(/^[0-9a-f]{64}$/, { error: 'is not a content hash.' }),
  note,
});

/** Why a day's sign-off is taken back, where that is worth a word. */
export const dayReopening = z.strictObject({ note });
