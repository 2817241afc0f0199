import { z } from 'zod';
import { id } from '../../../kernel/contract/text.ts';
import { SUGGESTION_KINDS } from '../rules/dismissal.ts';

/** What is dismissed of the proposals for an entry: a context by its id, or an entry. */
export const dismissedSuggestion = z.strictObject({
  kind: z.enum(SUGGESTION_KINDS, { error: `is not a kind of suggestion. Choose from ${SUGGESTION_KINDS.join(', ')}.` }),
  subject: id,
});
