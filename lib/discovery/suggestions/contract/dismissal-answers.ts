import { z } from 'zod';
import { SUGGESTION_KINDS } from '../rules/dismissal.ts';

/** What the API answers about dismissals. */
export const DISMISSAL_ANSWERS = {
  dismissal: z.strictObject({
    entry: z.int(),
    kind: z.enum(SUGGESTION_KINDS),
    subject: z.int(),
    dismissed: z.boolean(),
  }),
} as const;
