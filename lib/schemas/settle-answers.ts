import { z } from 'zod';
import { SETTLE_KINDS } from './settle.ts';

const id = z.int();
const text = z.string();

const common = { id, day: text, foundAt: z.iso.datetime(), events: z.array(z.object({ id, title: text, path: text.nullable(), published: z.boolean() })) };

const item = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same-event'), ...common, detail: z.object({ reasons: z.array(text).describe('Why these pages look like one event, as sentences.') }) }),
  z.object({
    kind: z.literal('ambiguous-contexts'),
    ...common,
    detail: z.object({ path: text, lists: z.array(z.object({ list: text, read: z.array(text).describe('The reading that was taken.') })) }),
  }),
  z.object({ kind: z.literal('missing-link'), ...common, detail: z.object({ path: text, links: z.array(z.object({ link: text, title: text })) }) }),
]);

/** What the API answers about things to settle, and about uploads. */
export const SETTLE_ANSWERS = {
  upload: z.object({ upload: id }),
  list: z.object({
    items: z.array(item),
    next: text.nullable().describe('The cursor of the next page; null at the end.'),
    counts: z.object(Object.fromEntries(SETTLE_KINDS.map((kind) => [kind, z.int()])) as Record<(typeof SETTLE_KINDS)[number], z.ZodInt>),
  }),
  settled: z.object({
    item: id,
    as: z.enum(['different', 'one', 'seen']),
    withdrawals: z.array(id).describe('The events whose withdrawal is before the reviewers now.'),
    left: z.array(z.object({ id, title: text, why: text })).describe('Events of the group that stay as they are, and why.'),
  }),
} as const;
