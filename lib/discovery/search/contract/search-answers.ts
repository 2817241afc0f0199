import { z } from 'zod';
import { contextId, dayText, entryId } from '../../../kernel/contract/ids.ts';
import { OPEN_STATES } from '../../../kernel/newsroom/proposal.ts';

const text = z.string();
const moment = z.iso.datetime();
const count = z.int();

/** What the API answers about searching. */
export const SEARCH_ANSWERS = {
  entries: z.strictObject({
    items: z.array(
      z.strictObject({
        entry: entryId,
        day: dayText,
        title: text,
        published: z.boolean(),
        withdrawn: z.boolean(),
        proposal: z
          .strictObject({
            state: z.enum(OPEN_STATES),
            purpose: z.enum(['new', 'change', 'return', 'withdraw']),
            hash: text,
            openedBy: text,
            assignedTo: text.nullable(),
            publishAt: moment.nullable(),
            at: moment,
          })
          .nullable(),
        why: z
          .array(
            z.strictObject({
              field: z
                .enum(['title', 'proposed', 'summary', 'context', 'publisher'])
                .describe('`proposed` is the title of an open change.'),
              pieces: z.array(z.strictObject({ text, found: z.boolean() })),
            }),
          )
          .describe('Where the words of the search are; empty without words.'),
      }),
    ),
    next: text.nullable(),
    waiting: count.describe(
      'How many entries are still to be indexed, at most 1000: until then not everything is found.',
    ),
    corrected: text
      .nullable()
      .describe('The words that were searched instead, where nothing has those that were asked for.'),
  }),
  facets: z.strictObject({
    total: count,
    isCapped: z.boolean().describe('Whether there is more than was counted: then all counts are of the newest ones.'),
    periods: z.array(z.strictObject({ from: text, to: text, name: text, count })),
    contexts: z.array(z.strictObject({ id: contextId, name: text, kind: text, count })),
    publishers: z.array(z.strictObject({ name: text, count })),
    states: z.array(
      z.strictObject({ state: z.enum(['published', 'withdrawn', 'draft', 'in-review', 'changes-requested']), count }),
    ),
  }),
  publishers: z.strictObject({
    items: z.array(z.strictObject({ name: text, entries: count, domains: z.array(text) })),
  }),
} as const;
