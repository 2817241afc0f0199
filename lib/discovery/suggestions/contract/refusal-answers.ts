import { z } from 'zod';
import { SUGGESTION_KINDS } from '../rules/refusal.ts';

/** What the API answers about proposals that were refused. */
export const REFUSAL_ANSWERS = {
  refusal: z.strictObject({ entry: z.int(), kind: z.enum(SUGGESTION_KINDS), subject: z.int(), refused: z.boolean() }),
} as const;
