import { z } from 'zod';
import { dayText, entryId, namedPerson } from '../../../kernel/contract/ids.ts';
import { OPEN_STATES } from '../../../kernel/newsroom/proposal.ts';

const id = z.int();
const text = z.string();
const count = z.int();

const entry = z.strictObject({
  kind: z.literal('entry'),
  entry: entryId,
  topic: text,
  headline: text,
  summary: text,
  contexts: z.array(text),
  published: z.boolean(),
  proposal: z
    .strictObject({
      state: z.enum(OPEN_STATES),
      openedBy: text,
      purpose: z.enum(['new', 'change', 'return', 'withdraw']),
      publishAt: z.iso.datetime().nullable().describe('When an approval given ahead takes effect.'),
      movesTo: text.nullable().describe('The other day that the proposal gives the entry.'),
    })
    .nullable(),
});
const missing = z.strictObject({ kind: z.literal('missing'), title: text, body: text, link: text });

/** What the API answers about days. */
export const DAY_ANSWERS = {
  days: z.strictObject({
    items: z
      .array(
        z.strictObject({
          day: dayText,
          published: count,
          drafts: count,
          inReview: count,
          changesRequested: count,
          signOff: z.enum(['signed', 'changed']).nullable(),
        }),
      )
      .describe('Days that have nothing are left out.'),
  }),
  gaps: z.strictObject({
    items: z.array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('gap'), from: text, to: text, days: count }),
        z.strictObject({ kind: z.literal('few'), day: dayText, published: count }),
      ]),
    ),
    next: text.nullable().describe('The day to ask after for the next page; null at the end.'),
  }),
  day: z.strictObject({
    day: dayText,
    version: count,
    listed: z
      .array(z.strictObject({ key: text, entry: z.union([entry, missing]), line: z.unknown() }))
      .describe('In the order of the page.'),
    unlisted: z.array(entry),
    pending: z.array(entry),
    withdrawn: z.array(entry),
    left: z
      .array(z.strictObject({ entry: entryId, headline: text, day: dayText, path: text, gone: z.boolean() }))
      .describe('Entries that moved to other days.'),
    signOff: z.strictObject({
      content: text,
      last: z.strictObject({ by: text, at: z.iso.datetime(), note: text, changedSince: z.boolean() }).nullable(),
    }),
  }),
  orderProposed: z.strictObject({ id: id.describe('Where it is read and decided: /review/orders/{id}.') }),
  orderChange: z.strictObject({
    id,
    day: dayText,
    state: z.enum(['in_review', 'approved', 'discarded']),
    submittedAt: z.iso.datetime(),
    author: namedPerson,
    decidedBy: namedPerson.nullable(),
    reason: text.nullable(),
    hash: text.describe('The order that the day would have now: what an approval names.'),
    before: text.nullable().describe("The day's page as it is; null once the order is decided."),
    after: text.nullable().describe("The day's page as it would be."),
  }),
  orderDecided: z.strictObject({ id, day: dayText, state: z.enum(['approved', 'discarded']) }),
  signedOff: z.strictObject({ day: dayText, signed: z.boolean(), changed: z.boolean() }),
} as const;
