import { z } from 'zod';
import { contextId, dayText, entryId, namedPerson } from '../../../kernel/contract/ids.ts';
import { CONTEXT_KINDS } from '../../../kernel/newsroom/kinds.ts';
import { LENDABLE } from '../../../kernel/newsroom/merging.ts';
import { NEAR_REASONS } from '../../../kernel/newsroom/nearness.ts';
import { changedFile } from '../../review/contract/review-answers.ts';

const id = z.int();
const text = z.string();
const day = text.nullable().describe('YYYY-MM-DD; null where no published entry has it.');
const next = text.nullable().describe('The cursor of the next page; null at the end.');
const kind = z.enum(CONTEXT_KINDS);
const reason = z.enum(NEAR_REASONS);
const uses = z.int().describe('How many published entries have it.');

const entries = z.array(z.strictObject({ entry: entryId, day: dayText, title: text, path: text }));
const cared = z.strictObject({ id: contextId, name: text, entries: uses, version: z.int() });
const side = z.strictObject({
  id: contextId,
  name: text,
  version: z.int(),
  kind,
  description: text,
  wikidataId: text.nullable(),
  entries: uses,
});
const waits = id
  .nullable()
  .describe(
    'Where readers would see it: the id under which it waits for somebody else. Nothing is changed until then.',
  );
const lendable = z.array(z.enum(LENDABLE));

/** What the API answers about the vocabulary. */
export const CONTEXT_ANSWERS = {
  list: z.strictObject({
    items: z.array(
      z.strictObject({ id, name: text, kind, entries: uses, firstDay: day, lastDay: day, aliases: z.int() }),
    ),
    next,
  }),
  view: z.strictObject({
    id,
    name: text,
    kind,
    description: text,
    wikidataId: text.nullable(),
    version: z.int(),
    aliases: z.array(text),
    entries: uses,
    firstDay: day,
    lastDay: day,
    years: z.array(z.strictObject({ year: z.int(), entries: z.int() })),
    together: z
      .array(z.strictObject({ id, name: text, entries: z.int() }))
      .describe('What its newest entries have beside it.'),
    merged: z.array(
      z.strictObject({
        id,
        name: text,
        version: z.int(),
        aliases: z.array(text),
        byHand: z.boolean().describe('Whether it was merged into this very one.'),
      }),
    ),
    mergedInto: z.strictObject({ id, name: text }).nullable().describe('What it means since it was merged.'),
  }),
  timeline: z.strictObject({ items: entries, next }),
  changed: z.strictObject({
    id,
    version: z.int(),
    pages: z.int().describe('How many pages show another name since, or would.'),
    change: waits,
  }),
  change: z.strictObject({
    id,
    context: id,
    name: text,
    asked: z.strictObject({ kind: z.enum(['rename', 'merge', 'unmerge']) }).loose(),
    state: z.enum(['in_review', 'changes_requested', 'approved', 'discarded']),
    askedBy: namedPerson,
    askedAt: z.iso.datetime(),
    decidedBy: namedPerson.nullable(),
    reason: text.nullable(),
    becomes: z.strictObject({ id, name: text }).nullable().describe('What the pages say then.'),
    hash: text.describe('The preview: what an approval names. Empty where there is nothing to approve.'),
    pages: z.int(),
    items: z.array(changedFile).describe('The newest of the pages.'),
    problem: text.nullable().describe('Why it cannot be done any more.'),
  }),
  decided: z.strictObject({
    change: id,
    state: z.enum(['approved', 'changes_requested', 'discarded']),
    pages: z.int(),
  }),
  near: z.strictObject({
    items: z.array(z.strictObject({ id, name: text, alias: text.nullable(), entries: uses, reason })),
  }),
  preview: z.strictObject({
    goes: side,
    stays: side,
    touches: z.strictObject({
      entries: z.int(),
      both: z.int(),
      days: z.int(),
      beside: z.int().describe('Other entries whose related lines come to share it.'),
    }),
    names: z.array(text).describe('The names that lead to the one that stays.'),
    takes: lendable.describe('The fields that the one that stays takes over.'),
    keeps: lendable.describe('The fields that both say: the one that stays keeps its own.'),
    items: entries,
    next,
  }),
  merged: z.strictObject({ id, version: z.int(), into: id, intoVersion: z.int(), pages: z.int(), change: waits }),
  split: z.strictObject({ id, run: id.describe('The bulk run that proposes it for the entries.') }),
  refused: z.strictObject({ id }),
  care: z.strictObject({
    counts: z.record(text, z.int()).describe('How long each list is, counted up to 1,000.'),
    items: z.array(z.strictObject({ context: cared, other: cared.nullable(), reason: reason.nullable() })),
    next,
  }),
} as const;
