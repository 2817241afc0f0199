import { z } from 'zod';
import { id } from '../../../kernel/contract/text.ts';
import { type EntryId, toId } from '../../../kernel/ids.ts';

const side = z.enum(['keep', 'merge']).optional();

/**
 * The entry that goes into another one, and from which of both each text field is taken; from the one that stays,
 * unless said.
 */
export const mergeRequest = z.strictObject({
  merge: id.transform(toId<EntryId>),
  fields: z.strictObject({ topic: side, headline: side, summary: side }).optional(),
});
