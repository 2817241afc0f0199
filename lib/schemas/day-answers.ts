import { z } from 'zod';
import { OPEN_STATES } from '../domain/entry/proposal.ts';

const id = z.int();
const text = z.string();
const count = z.int();

const event = z.object({
  kind: z.literal('event'),
  event: id,
  topic: text,
  headline: text,
  summary: text,
  contexts: z.array(text),
  published: z.boolean(),
  proposal: z
    .object({
      state: z.enum(OPEN_STATES),
      openedBy: text,
      purpose: z.enum(['new', 'change', 'return', 'withdraw']),
      publishAt: z.iso.datetime().nullable().describe('When an approval given ahead takes effect.'),
      movesTo: text.nullable().describe('The other day that the proposal gives the entry.'),
    })
    .nullable(),
});
const missing = z.object({ kind: z.literal('missing'), title: text, body: text, link: text });

/** What the API answers about days. */
export const DAY_ANSWERS = {
  days: z.object({
    items: z
      .array(z.object({ day: text, published: count, drafts: count, inReview: count, sentBack: count, signOff: z.enum(['signed', 'changed']).nullable() }))
      .describe('Days that have nothing are left out.'),
  }),
  gaps: z.object({
    items: z.array(
      z.discriminatedUnion('kind', [z.object({ kind: z.literal('gap'), from: text, to: text, days: count }), z.object({ kind: z.literal('few'), day: text, published: count })]),
    ),
    next: text.nullable().describe('The day to ask after for the next page; null at the end.'),
  }),
  day: z.object({
    day: text,
    version: count,
    listed: z.array(z.object({ key: text, entry: z.union([event, missing]), line: z.unknown() })).describe('In the order of the page.'),
    unlisted: z.array(event),
    pending: z.array(event),
    withdrawn: z.array(event),
    left: z.array(z.object({ event: id, headline: text, day: text, path: text, gone: z.boolean() })).describe('Entries that moved to other days.'),
    signOff: z.object({ content: text, last: z.object({ by: text, at: z.iso.datetime(), note: text, changedSince: z.boolean() }).nullable() }),
  }),
  signedOff: z.object({ day: text, signed: z.boolean(), changed: z.boolean() }),
} as const;
