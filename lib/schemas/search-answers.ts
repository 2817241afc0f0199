import { z } from 'zod';
import { OPEN_STATES } from '../domain/entry/proposal.ts';

const id = z.int();
const text = z.string();
const moment = z.iso.datetime();
const count = z.int();

/** What the API answers about searching. */
export const SEARCH_ANSWERS = {
  entries: z.object({
    items: z.array(
      z.object({
        event: id,
        day: text,
        title: text,
        published: z.boolean(),
        withdrawn: z.boolean(),
        proposal: z
          .object({
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
            z.object({
              field: z.enum(['title', 'proposed', 'summary', 'context', 'publisher']).describe('`proposed` is the title of an open change.'),
              pieces: z.array(z.object({ text, found: z.boolean() })),
            }),
          )
          .describe('Where the words of the search stand; empty without words.'),
      }),
    ),
    next: text.nullable(),
    corrected: text.nullable().describe('The words that were searched instead, where nothing has those that were asked for.'),
  }),
  facets: z.object({
    total: count,
    isCapped: z.boolean().describe('Whether there is more than was counted: then all counts are of the newest ones.'),
    periods: z.array(z.object({ from: text, to: text, name: text, count })),
    contexts: z.array(z.object({ id, name: text, kind: text, count })),
    publishers: z.array(z.object({ name: text, count })),
    states: z.array(z.object({ state: z.enum(['published', 'withdrawn', 'draft', 'in-review', 'sent-back']), count })),
  }),
  publishers: z.object({ items: z.array(z.object({ name: text, entries: count, domains: z.array(text) })) }),
} as const;
