import { z } from 'zod';
import { OPEN_STATES } from '../../../kernel/newsroom/proposal.ts';

/** What the API answers to a tab that has an entry open. */
export const PRESENCE_ANSWERS = {
  present: z.strictObject({
    others: z
      .array(z.strictObject({ id: z.int(), name: z.string(), writes: z.boolean(), seenAt: z.iso.datetime() }))
      .describe('Who else has the entry open now.'),
    current: z
      .strictObject({ revision: z.int().nullable(), state: z.enum(OPEN_STATES).nullable() })
      .describe('The current text of the entry, and its open proposal.'),
  }),
} as const;
