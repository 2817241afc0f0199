import { z } from 'zod';
import { BULK_VERBS } from '../domain/bulk/verbs.ts';
import { COMMENT_FIELDS } from '../domain/comment/thread.ts';
import { PURPOSES } from './review.ts';

const id = z.int();
const text = z.string();
const instant = z.iso.datetime();
const named = z.object({ id, name: text });
const next = text.nullable().describe('The cursor of the next page; null at the end.');
const change = z.record(text, z.unknown()).describe('What became of one field: its text before and after, or its items one by one.');

const thread = z.object({
  id,
  field: z.enum(COMMENT_FIELDS).describe('Empty: the proposal as a whole.'),
  revision: id.describe('The text that was read when it began.'),
  resolved: z.object({ by: named, at: instant }).nullable(),
  comments: z.array(z.object({ id, author: named, at: instant, text: text.describe('People are called by id: @[12].') })),
  since: z.array(change).describe('What became of that text since; empty while it stands.'),
});

const bulkRun = z.object({
  id,
  kind: z.literal('bulk'),
  state: z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']),
  cause: text,
  options: z.object({
    verb: z.enum(BULK_VERBS).optional(),
    reason: text.optional(),
    to: id.nullable().optional(),
    context: id.optional(),
    by: id.optional(),
    count: z.int().optional(),
    digest: text.optional(),
  }),
  person: named.nullable(),
  progress: z.object({ phase: text.optional(), done: z.int().optional(), total: z.int().optional(), rate: z.number().optional() }),
  report: z.object({ verb: z.enum(BULK_VERBS), files: z.object({ done: z.int(), failed: z.int() }) }).nullable(),
  problem: text.nullable(),
  attempts: z.int(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  cancelAsked: z.boolean(),
  retryOf: id.nullable(),
  log: z.array(z.object({ n: z.int(), at: instant, level: text, text })),
});

/** What the API answers about reviewing. Answers are made by typed code and only described. */
export const REVIEW_ANSWERS = {
  queue: z.object({
    items: z.array(
      z.object({
        event: id,
        proposal: id,
        hash: text.describe('The content that waits: what an approval names.'),
        day: text,
        title: text,
        purpose: z.enum(PURPOSES),
        submittedAt: instant,
        authors: z.array(named),
        assignedTo: named.nullable(),
        schedule: z.object({ at: instant, by: named }).nullable(),
        openThreads: z.int(),
        note: text.nullable(),
        isStale: z.boolean(),
        smallFix: z.array(change).nullable(),
      }),
    ),
    next,
  }),
  approved: z.union([z.object({ event: id, path: text }), z.object({ event: id, at: instant.describe('When it is published.') })]),
  scheduled: z.object({ event: id, at: instant }),
  files: z.object({
    items: z.array(z.object({ path: text, kind: z.enum(['page', 'day', 'front', 'naming']), before: text.nullable(), after: text.nullable() })),
    more: z.int().describe('How many further pages that name the event change with it.'),
  }),
  threads: z.object({
    proposal: id.nullable(),
    isOpen: z.boolean(),
    items: z.array(thread),
    next,
    people: z.array(named),
    names: z.object({ contexts: z.array(named), events: z.array(z.object({ id, title: text, day: text })) }),
  }),
  commented: z.object({ thread: id, comment: id }),
  settled: z.object({ thread: id, resolved: z.boolean() }),
  names: z.object({ items: z.array(named) }),
  assigned: z.object({ event: id, to: id.nullable() }),
  started: z.object({ run: id }),
  bulk: bulkRun,
  bulkFiles: z.object({
    items: z.array(
      z.object({ n: z.int(), outcome: z.enum(['done', 'failed', 'open']), path: text.describe('What the entry is called.'), line: z.null(), detail: text.nullable(), event: id }),
    ),
    next,
    counts: z.record(text, z.int()),
  }),
} as const;
