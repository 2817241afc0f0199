import { z } from 'zod';
import { domainValue } from '../../../kernel/contract/domain-value.ts';
import { dayText, entryId, namedContext, namedPerson, proposalId, revisionId } from '../../../kernel/contract/ids.ts';
import { BULK_OUTCOMES } from '../../../kernel/newsroom/bulk-actions.ts';
import { CHANGE_KINDS } from '../../../kernel/newsroom/review-item.ts';
import { COMMENT_FIELDS } from '../../../kernel/newsroom/thread.ts';
import type { FieldChange } from '../../../kernel/revision/changes.ts';
import { FILE_KINDS } from '../rules/file-kind.ts';
import { PURPOSES, QUEUE_FILTERS } from './review.ts';

const id = z.int();
const text = z.string();
const instant = z.iso.datetime();
const next = text.nullable().describe('The cursor of the next page; null at the end.');
const change = domainValue<FieldChange>(z.record(text, z.unknown())).describe(
  'What became of one field: its text before and after, or its items one by one.',
);

const waiting = {
  id: id.describe('Of an entry its own, of anything else that of the change.'),
  link: text.describe('Where it is read and decided: an address of the site, and of a change in the API too.'),
  title: text,
  submittedAt: instant,
  authors: z.array(namedPerson),
};

/** A file as it is and as it would be; null where there is none. */
export const changedFile = z.strictObject({
  path: text,
  kind: z.enum(FILE_KINDS),
  before: text.nullable(),
  after: text.nullable(),
});

const thread = z.strictObject({
  id,
  field: z.enum(COMMENT_FIELDS).describe('Empty: the proposal as a whole.'),
  revision: revisionId.describe('The text that was read when it began.'),
  resolved: z.strictObject({ by: namedPerson, at: instant }).nullable(),
  comments: z.array(
    z.strictObject({ id, author: namedPerson, at: instant, text: text.describe('People are called by id: @[12].') }),
  ),
  since: z.array(change).describe('What became of that text since; empty while it is current.'),
});

/** What the API answers about reviewing. The compiler holds answers to it, and tests check them. */
export const REVIEW_ANSWERS = {
  queue: z.strictObject({
    items: z.array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('entry'),
          ...waiting,
          entry: entryId,
          proposal: proposalId,
          hash: text.describe('The content that waits: what an approval names.'),
          day: dayText,
          purpose: z.enum(PURPOSES),
          assignedTo: namedPerson.nullable(),
          schedule: z.strictObject({ at: instant, by: namedPerson }).nullable(),
          openThreads: z.int(),
          note: text.nullable(),
          isStale: z.boolean(),
          smallFix: z.array(change).nullable(),
        }),
        z.strictObject({
          kind: z.enum(CHANGE_KINDS),
          ...waiting,
          what: z
            .enum(['rename', 'merge', 'unmerge'])
            .nullable()
            .describe('What becomes of the context; null of anything else.'),
          isNew: z.boolean().describe('Readers have no such page yet.'),
          isStale: z.boolean().describe('Another text of the page was published since it came in.'),
        }),
      ]),
    ),
    next,
  }),
  queueCounts: z.strictObject(Object.fromEntries(['all', ...QUEUE_FILTERS].map((name) => [name, z.int()]))),
  approved: z.union([
    z.strictObject({ entry: entryId, path: text }),
    z.strictObject({ entry: entryId, at: instant.describe('When it is published.') }),
  ]),
  scheduled: z.strictObject({ entry: entryId, at: instant }),
  files: z.strictObject({
    items: z.array(changedFile),
    more: z.int().describe('How many further pages that name the entry change with it.'),
  }),
  threads: z.strictObject({
    proposal: proposalId.nullable(),
    isOpen: z.boolean(),
    items: z.array(thread),
    next,
    people: z.array(namedPerson),
    names: z.strictObject({
      contexts: z.array(namedContext),
      entries: z.array(z.strictObject({ id: entryId, title: text, day: dayText })),
    }),
  }),
  commented: z.strictObject({ thread: id, comment: id }),
  settled: z.strictObject({ thread: id, resolved: z.boolean() }),
  names: z.strictObject({ items: z.array(namedPerson) }),
  assigned: z.strictObject({ entry: entryId, to: id.nullable() }),
  started: z.strictObject({ run: id }),
  bulkFiles: z.strictObject({
    items: z.array(
      z.strictObject({
        n: z.int(),
        outcome: z.enum(BULK_OUTCOMES),
        path: text.describe('What the entry is called.'),
        line: z.null(),
        detail: text.nullable(),
        entry: entryId,
      }),
    ),
    next,
    counts: z.record(text, z.int()),
  }),
} as const;
