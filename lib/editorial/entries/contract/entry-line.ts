import { z } from 'zod';
import { anyLine, day, storedLine } from '../../../kernel/contract/text.ts';
import { entrySummary, someStoredLine } from './entry.ts';

const text = z
  .string()
  .refine((value) => value.isWellFormed() && !value.includes('\0'), { error: 'contains a NUL or a broken character.' });
const names = z.array(storedLine);

/**
 * One event as a line of JSON: what the archive of 2020 to 2022 has, and a summary where there is one. What its fields
 * may say is asked as of any entry (layout/checked-text.ts).
 */
export const entryLine = z.strictObject({
  date: day,
  headline: someStoredLine,
  summary: entrySummary.optional(),
  contexts: names.default([]),
  sources: z.array(z.strictObject({ publisher: storedLine, url: anyLine })).default([]),
  category: text.optional(),
  topics: names.optional(),
  topicContexts: names.optional(),
});

export type EntryLine = z.output<typeof entryLine>;
