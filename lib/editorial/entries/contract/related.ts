import { z } from 'zod';
import { id } from '../../../kernel/contract/text.ts';
import type { EntryId } from '../../../kernel/ids.ts';

const side = z.enum(['keep', 'merge']).optional();

/**
 * The entry that goes into another one, and from which of both each text field is taken; from the one that stays,
 * unless said.
 */
export const mergeRequest = z.strictObject({
  merge: id.transform((n) => n as EntryId),
  fields: z.strictObject({ topic: side, headline: side, summary: side }).optional(),
});
