import { z } from 'zod';
import { day, webAddress } from './text.ts';

const text = z.string().refine((value) => value.isWellFormed() && !value.includes('\0'), { error: 'holds a NUL or a broken character.' });
const oneLine = text.refine((value) => !/[\r\n]/.test(value), { error: 'holds a line break.' });
const names = z.array(oneLine);

/** One event as a line of JSON: what the archive of 2020 to 2022 has, and a summary where there is one. */
export const eventLine = z.strictObject({
  date: day,
  headline: oneLine.refine((value) => value.trim().length > 0, { error: 'is empty.' }),
  summary: oneLine.optional(),
  contexts: names.default([]),
  sources: z.array(z.strictObject({ publisher: oneLine, url: webAddress })).default([]),
  category: text.optional(),
  topics: names.optional(),
  topicContexts: names.optional(),
});

export type EventLine = z.output<typeof eventLine>;
