import { z } from 'zod';
import { dayText } from '../../../kernel/contract/ids.ts';
import { recordOf } from '../../../kernel/record.ts';
import { IMPORT_ISSUE_KINDS } from './import-issues.ts';

const id = z.int();
const text = z.string();

const common = {
  id,
  day: dayText,
  foundAt: z.iso.datetime(),
  entries: z.array(z.strictObject({ id, title: text, path: text.nullable(), published: z.boolean() })),
};

const item = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('same-event'),
    ...common,
    detail: z.strictObject({ reasons: z.array(text).describe('Why these pages look like one event, as sentences.') }),
  }),
  z.strictObject({
    kind: z.literal('ambiguous-contexts'),
    ...common,
    detail: z.strictObject({
      path: text,
      lists: z.array(z.strictObject({ list: text, read: z.array(text).describe('The reading that was taken.') })),
    }),
  }),
  z.strictObject({
    kind: z.literal('missing-link'),
    ...common,
    detail: z.strictObject({ path: text, links: z.array(z.strictObject({ link: text, title: text })) }),
  }),
]);

/** What the API answers about import issues, and about uploads. */
export const IMPORT_ISSUE_ANSWERS = {
  upload: z.strictObject({ upload: id }),
  list: z.strictObject({
    items: z.array(item),
    next: text.nullable().describe('The cursor of the next page; null at the end.'),
    counts: z.strictObject(recordOf(IMPORT_ISSUE_KINDS, () => z.int())),
  }),
  resolved: z.strictObject({
    item: id,
    as: z.enum(['different', 'one', 'seen']),
    withdrawals: z.array(id).describe('The entries whose withdrawal is before the reviewers now.'),
    left: z
      .array(z.strictObject({ id, title: text, why: text }))
      .describe('Entries of the group that stay as they are, and why.'),
  }),
} as const;
