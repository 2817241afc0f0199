import { z } from 'zod';
import { dayText, entryId } from '../../../kernel/contract/ids.ts';

const id = z.int();
const text = z.string();
const share = z.number();

/** What the API answers to who asks for help with an entry. */
export const SUGGEST_ANSWERS = {
  suggestions: z.strictObject({
    contexts: z.array(
      z.strictObject({
        id,
        name: text,
        score: share.describe('How likely the entry belongs to it, from 0 to 1.'),
        reason: text,
        chosen: z.boolean().describe('Whether it would be ticked without asking.'),
      }),
    ),
    related: z.array(
      z.strictObject({
        entry: entryId,
        path: text,
        day: dayText,
        headline: text,
        score: share,
        shared: z.array(text).describe('The contexts that both have.'),
        reason: text,
      }),
    ),
    duplicates: z.array(
      z.strictObject({
        entry: entryId,
        path: text.nullable(),
        day: dayText,
        headline: text,
        score: share,
        reason: text,
      }),
    ),
  }),
} as const;
