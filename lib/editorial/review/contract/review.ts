import { z } from 'zod';
import { cursorOf, idInAddress, LARGEST_ID, pageLimit } from '../../../kernel/contract/search.ts';
import { anyLine, day, id, line, storedLine } from '../../../kernel/contract/text.ts';
import { type ContextId, type EntryId, type PersonId, type RevisionId, toId } from '../../../kernel/ids.ts';
import { BULK_ACTIONS, MOST_ITEMS } from '../../../kernel/newsroom/bulk-actions.ts';
import { REVIEW_KINDS, type ReviewKind } from '../../../kernel/newsroom/review-item.ts';
import { COMMENT_FIELDS, LONGEST_COMMENT } from '../../../kernel/newsroom/thread.ts';
import { entrySummary, someStoredLine } from '../../entries/contract/entry.ts';

/** The queue's lists, in the order in which they are offered. */
export const QUEUE_FILTERS = ['mine', 'assigned', 'unassigned', 'small', 'scheduled', 'comments'] as const;

export type QueueFilterName = (typeof QUEUE_FILTERS)[number];

export const PURPOSES = ['new', 'change', 'return', 'withdraw'] as const;

/**
 * A place in the queue: whatever is behind it has a later time (ISO), or the same and a later kind, or a higher id
 * of the proposal.
 */
export type QueueCursor = { time: string; kind: ReviewKind; id: number };

const CURSOR = new RegExp(
  `^(\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z)\\.(${REVIEW_KINDS.join('|')})\\.([1-9]\\d{0,9})$`,
);

/** The cursor that a text holds; undefined where it holds none. */
export function readQueueCursor(text: string | undefined): QueueCursor | undefined {
  const [, time = '', name, id] = CURSOR.exec(text ?? '') ?? [];
  const kind = REVIEW_KINDS.find((one) => one === name);
  if (!kind || Number.isNaN(Date.parse(time)) || Number(id) > LARGEST_ID) return undefined;
  return { time, kind, id: Number(id) };
}

/** The text of a cursor. */
export function queueCursorText({ time, kind, id }: QueueCursor): string {
  return `${time}.${kind}.${id}`;
}

const filters = {
  kind: z
    .enum(REVIEW_KINDS, { error: `is not a kind of review item. Choose from ${REVIEW_KINDS.join(', ')}.` })
    .optional(),
  filter: z.enum(QUEUE_FILTERS, { error: `is not a queue list. Choose from ${QUEUE_FILTERS.join(', ')}.` }).optional(),
  author: idInAddress.transform(toId<PersonId>).optional(),
  from: day.optional(),
  to: day.optional(),
  purpose: z.enum(PURPOSES, { error: `is not a purpose. Choose from ${PURPOSES.join(', ')}.` }).optional(),
};

/** Which part of the queue, as the query of an address. */
const queueFilter = z.strictObject(filters);

/** The list that the query of an address names: the whole queue where it names none. */
export function queueFilterOf(query: Record<string, string | string[] | undefined>): QueueFilter {
  const given = queueFilter.safeParse(query);
  return given.success ? given.data : {};
}

/** The queue, a page at a time. */
export const queueSearch = z.strictObject({ ...filters, cursor: cursorOf(readQueueCursor), limit: pageLimit });

/** Which part of the queue somebody looks at. */
export type QueueFilter = z.output<typeof queueFilter>;

const hash = z.string().regex(/^[0-9a-f]{64}$/, { error: 'is not a content hash.' });

const instant = z.iso
  .datetime({ offset: true, error: 'must be a time such as 2026-11-22T10:00:00Z.' })
  .transform((text) => new Date(text));

/** Asked wherever something is published. */
export const farDayConfirmed = z
  .boolean()
  .default(false)
  .describe(
    'Confirms a day more than a week ahead. Without it, such an entry is not published, and the response names ' +
      'its day.',
  );

/** The exact content that a reviewer saw, and when it should be published: at once, or at a time. */
export const approval = z.strictObject({ hash, at: instant.optional(), farDayConfirmed });

/** Another time for an approval. */
export const scheduleRequest = z.strictObject({ hash, at: instant, farDayConfirmed });

/** Whom a proposal is given to; null is nobody. */
export const assignment = z.strictObject({ to: id.transform(toId<PersonId>).nullable() });

const commentText = z
  .string()
  .max(LONGEST_COMMENT * 2, { error: `is longer than ${LONGEST_COMMENT} characters.` })
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'contains a broken character.' });

/** The beginning of a thread. People are called as `@[id]`. */
export const newThread = z.strictObject({
  field: z.enum(COMMENT_FIELDS, { error: 'is not a field of an entry.' }).default(''),
  text: commentText,
  revision: id.transform(toId<RevisionId>).optional(),
});

export const newComment = z.strictObject({ text: commentText });

/** Which threads of an entry. */
export const threadSearch = z.strictObject({
  proposal: idInAddress.optional(),
  cursor: idInAddress.optional(),
  limit: pageLimit,
});

/** The beginning of a name; `for=review` asks for those who may decide. */
export const nameSearch = z.strictObject({ q: line(120).default(''), for: z.enum(['review']).optional() });

const contextId = id.transform(toId<ContextId>);

/** One action on many entries. What is approved is named with the content that was seen. */
export const bulkStart = z
  .strictObject({
    action: z.enum(BULK_ACTIONS, { error: `is not one of ${BULK_ACTIONS.join(', ')}.` }),
    items: z
      .array(z.strictObject({ entry: id.transform(toId<EntryId>), hash: hash.optional() }))
      .min(1, { error: 'needs at least one entry.' })
      .max(MOST_ITEMS, { error: `names more than ${MOST_ITEMS} entries.` })
      .refine((items) => new Set(items.map(({ entry }) => entry)).size === items.length, {
        error: 'names an entry twice.',
      }),
    reason: z
      .string()
      .max(5000)
      .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'contains a broken character.' })
      .optional(),
    to: id
      .transform(toId<PersonId>)
      .nullable()
      .optional(),
    context: contextId.optional(),
    by: contextId.optional(),
    farDayConfirmed,
  })
  .superRefine(({ action, items, reason, to, context: which, by }, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (action === 'approve' && items.some((item) => item.hash === undefined))
      say('items', 'must give, for each entry, the hash of the content that was seen.');
    if (action === 'request-changes' && !reason?.trim()) say('reason', 'is empty. Say what should change.');
    if (action === 'assign' && to === undefined) say('to', 'is missing. Give a person, or null for nobody.');
    if (action.endsWith('-context') && which === undefined) say('context', 'is missing. Give the context.');
    if (action === 'replace-context' && (by === undefined || by === which))
      say('by', 'is missing. Give the context that replaces it.');
  });

/** A small thing to mend on a published page: one field of it, or the name or address of the source at `url`. */
export const smallFix = z.strictObject({
  revision: id.transform(toId<RevisionId>),
  fields: z
    .strictObject({
      headline: someStoredLine.optional(),
      topic: storedLine.optional(),
      summary: entrySummary.optional(),
      source: z.strictObject({ url: z.string(), name: storedLine.optional(), to: anyLine.optional() }).optional(),
    })
    .refine((fields) => Object.values(fields).filter((value) => value !== undefined).length === 1, {
      error: 'must contain exactly one field.',
    }),
  reason: line(1000),
});
