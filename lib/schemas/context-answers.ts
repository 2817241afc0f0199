import { z } from 'zod';
import { CONTEXT_KINDS } from '../domain/context/kinds.ts';
import { LENDABLE } from '../domain/context/merging.ts';
import { NEAR_REASONS } from '../domain/context/nearness.ts';

const id = z.int();
const text = z.string();
const day = text.nullable().describe('YYYY-MM-DD; null where no published entry has it.');
const next = text.nullable().describe('The cursor of the next page; null at the end.');
const kind = z.enum(CONTEXT_KINDS);
const reason = z.enum(NEAR_REASONS);
const uses = z.int().describe('How many published entries have it.');

const entries = z.array(z.object({ event: id, day: text, title: text, path: text }));
const cared = z.object({ id, name: text, events: uses, version: z.int() });
const side = z.object({ id, name: text, version: z.int(), kind, description: text, wikidataId: text.nullable(), events: uses });
const lendable = z.array(z.enum(LENDABLE));

/** What the API answers about the vocabulary. */
export const CONTEXT_ANSWERS = {
  list: z.object({ items: z.array(z.object({ id, name: text, kind, events: uses, firstDay: day, lastDay: day, aliases: z.int() })), next }),
  view: z.object({
    id,
    name: text,
    kind,
    description: text,
    wikidataId: text.nullable(),
    version: z.int(),
    aliases: z.array(text),
    events: uses,
    firstDay: day,
    lastDay: day,
    years: z.array(z.object({ year: z.int(), events: z.int() })),
    together: z.array(z.object({ id, name: text, events: z.int() })).describe('What its newest entries have beside it.'),
    merged: z.array(z.object({ id, name: text, version: z.int(), aliases: z.array(text), byHand: z.boolean().describe('Whether it was merged into this very one.') })),
    mergedInto: z.object({ id, name: text }).nullable().describe('What it means since it was merged.'),
  }),
  timeline: z.object({ items: entries, next }),
  changed: z.object({ id, version: z.int(), pages: z.int().describe('How many pages show another name since.') }),
  near: z.object({ items: z.array(z.object({ id, name: text, alias: text.nullable(), events: uses, reason })) }),
  preview: z.object({
    goes: side,
    stays: side,
    touches: z.object({ events: z.int(), both: z.int(), days: z.int(), beside: z.int().describe('Other entries whose related lines come to share it.') }),
    names: z.array(text).describe('The names that lead to the one that stays.'),
    takes: lendable.describe('The fields that the one that stays takes over.'),
    keeps: lendable.describe('The fields that both say: the one that stays keeps its own.'),
    items: entries,
    next,
  }),
  merged: z.object({ id, version: z.int(), into: id, intoVersion: z.int(), pages: z.int() }),
  split: z.object({ id, run: id.describe('The bulk run that proposes it for the entries.') }),
  refused: z.object({ id }),
  care: z.object({
    counts: z.record(text, z.int()).describe('How long each list is, counted up to 1,000.'),
    items: z.array(z.object({ context: cared, other: cared.nullable(), reason: reason.nullable() })),
    next,
  }),
} as const;
