import { z } from 'zod';
import { dayText, entryId, proposalId, revisionId } from '../../../kernel/contract/ids.ts';

const id = z.int();
const text = z.string();

/** What the API answers about entries that lead to each other, and that become one. */
export const RELATED_ANSWERS = {
  links: z.strictObject({
    items: z.array(z.strictObject({ id, day: dayText, title: text, path: text })),
    more: z.boolean().describe('Whether there are more than are listed.'),
  }),
  merged: z.strictObject({
    entry: entryId,
    proposal: proposalId,
    revision: revisionId,
    hash: text.describe('The content that a reviewer approves.'),
    joined: z.boolean().describe('Whether the other was a draft, which is discarded now.'),
  }),
} as const;
