import { z } from 'zod';
import { day, id, line, someLine } from '../../../kernel/contract/text.ts';
import { type ContextId, type EntryId, toId } from '../../../kernel/ids.ts';
import type { Draft } from '../rules/suggestion.ts';

const headline = line(5000);
const summary = line(10_000);

/** An entry that help is asked for, as far as it is written. `entry` is its own id, once it has one. */
export const suggestQuestion = z
  .strictObject({
    date: day,
    headline,
    summary: summary.default(''),
    contexts: z
      .array(id.transform(toId<ContextId>))
      .max(100)
      .default([]),
    urls: z.array(line(2000)).max(100).default([]),
    entry: id.transform(toId<EntryId>).optional(),
  })
  .transform(({ date, entry, ...rest }): Draft => ({ ...rest, day: date, entry: entry ?? null }));

/** The same as a line of a file: contexts by their names. */
export const suggestLine = z.strictObject({
  date: day,
  headline,
  summary: summary.default(''),
  contexts: z.array(someLine(300)).max(100).default([]),
});

export type SuggestLine = z.output<typeof suggestLine>;
