import { z } from 'zod';
import { namedPerson } from '../../kernel/contract/ids.ts';
import { changeRequest } from '../entries/contract/entry.ts';

/** Why a new text of a page is discarded. */
export const proseDiscard = changeRequest.partial();

const text = z.string();
const item = {
  id: z.int(),
  path: text.describe('The path of the page in the tree.'),
  hash: text.describe('The text that waits: what an approval names.'),
  state: z.enum(['in_review', 'approved', 'discarded']),
  submittedAt: z.iso.datetime(),
  author: namedPerson,
  isNew: z.boolean(),
  isStale: z.boolean().describe('Another text was published since it came in.'),
  decidedBy: namedPerson.nullable(),
  reason: text.nullable(),
};

/** What the API answers about pages of prose. */
export const PROSE_ANSWERS = {
  change: z.strictObject({
    ...item,
    before: text.nullable().describe('What readers see; null where they have no such page.'),
    after: text,
  }),
  decided: z.strictObject({ id: z.int(), path: text, state: z.enum(['approved', 'discarded']) }),
};
