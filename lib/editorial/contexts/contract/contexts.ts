import { z } from 'zod';
import { cursorOf, idInAddress, LARGEST_ID, pageLimit } from '../../../kernel/contract/search.ts';
import { day, id, line, someLine } from '../../../kernel/contract/text.ts';
import type { Day } from '../../../kernel/day.ts';
import { type ContextId, type EntryId, toId } from '../../../kernel/ids.ts';
import { MOST_ITEMS } from '../../../kernel/newsroom/bulk-actions.ts';
import { CONTEXT_KINDS } from '../../../kernel/newsroom/kinds.ts';
import { LENDABLE } from '../../../kernel/newsroom/merging.ts';

/** How the list of contexts is sorted. */
export const CONTEXT_SORTS = ['use', 'name', 'newest'] as const;
export type ContextSort = (typeof CONTEXT_SORTS)[number];

/** What may have to be done about contexts, each a list of its own. */
export const FINDING_LISTS = ['near', 'once', 'unused', 'broad', 'no-kind'] as const;
export type FindingList = (typeof FINDING_LISTS)[number];

const LONGEST_NAME = 300;
const contextId = id.transform(toId<ContextId>);
const version = z.int().min(1);
const kind = z.enum(CONTEXT_KINDS, {
  error: `is not a kind. Choose from ${CONTEXT_KINDS.filter(Boolean).join(', ')}.`,
});
const names = z
  .array(someLine(LONGEST_NAME))
  .max(100)
  .transform((given) => [...new Set(given)]);

/** A Wikidata id: as it is, or the address of its page. Empty is none. */
const wikidataId = z
  .string()
  .max(200)
  .transform((text) => text.trim().replace(/^https?:\/\/(?:www\.|m\.)?wikidata\.org\/(?:wiki|entity)\//i, ''))
  .refine((text) => text === '' || /^Q[1-9]\d{0,11}$/.test(text), {
    error: 'must be a Wikidata ID: Q followed by digits, such as Q84263196.',
  })
  .transform((text) => text || null)
  .nullable();

/** The id of a context as an address carries it. */
export const contextInAddress = z.strictObject({ id: idInAddress.transform(toId<ContextId>) });

/** Where a page of contexts ends: a number and an id, or the folded name that it is sorted by. */
export type ContextCursor = { at: string; id: ContextId };
const CONTEXT_CURSOR = /^(.{0,300})\.([1-9]\d{0,9})$/su;

/** Filters of the list of contexts, as the query of an address. */
export const contextList = z.strictObject({
  q: line(LONGEST_NAME).optional(),
  kind: z.enum([...CONTEXT_KINDS.filter((known) => known !== ''), 'none'], { error: 'is not a kind.' }).optional(),
  sort: z.enum(CONTEXT_SORTS, { error: `is not one of ${CONTEXT_SORTS.join(', ')}.` }).optional(),
  limit: pageLimit,
  cursor: cursorOf(readContextCursor),
});

/** Where a page of a timeline ends. */
export type TimelineCursor = { day: Day; entry: EntryId };
const TIMELINE_CURSOR = /^(\d{4}-\d{2}-\d{2})\.([1-9]\d{0,9})$/;

export const contextTimeline = z.strictObject({ limit: pageLimit, cursor: cursorOf(readTimelineCursor) });

/** Which list of what needs attention. */
export const contextFindings = z.strictObject({
  list: z.enum(FINDING_LISTS, { error: `is not one of ${FINDING_LISTS.join(', ')}.` }).optional(),
  limit: pageLimit,
  cursor: cursorOf(readContextCursor),
});

/** A name that somebody is about to give; `except` has it already. */
export const nearQuestion = z.strictObject({
  name: someLine(LONGEST_NAME),
  except: idInAddress.transform(toId<ContextId>).optional(),
});

/** A change of a context over the version that was seen. `despite` gives it a name that looks like another one's. */
export const contextChange = z
  .strictObject({
    version,
    name: someLine(LONGEST_NAME).optional(),
    kind: kind.optional(),
    description: line(2000).optional(),
    wikidataId: wikidataId.optional(),
    addAliases: names.optional(),
    removeAliases: names.optional(),
    despite: z.boolean().optional(),
  })
  .refine(
    ({ version: _, despite: __, addAliases, removeAliases, ...fields }) =>
      Object.values(fields).some((value) => value !== undefined) || addAliases?.length || removeAliases?.length,
    { error: 'changes nothing.', path: ['name'] },
  );

/** A context as a form holds it: its aliases in one text, a line each, its description in as many as it fills. */
export const contextForm = z.strictObject({
  name: someLine(LONGEST_NAME),
  kind,
  description: z
    .string()
    .transform((text) => text.trim().replace(/\s*\n\s*/g, ' '))
    .pipe(line(2000)),
  wikidataId,
  aliases: z
    .string()
    .transform((text) =>
      text
        .split('\n')
        .map((alias) => alias.trim())
        .filter(Boolean),
    )
    .pipe(names),
});

export type ContextFields = z.input<typeof contextForm>;
export type ContextInput = z.output<typeof contextForm>;

/**
 * Which context a merge makes the other one mean, over the versions that were seen; `keep` are fields that it does not
 * take over.
 */
export const contextMerge = z.strictObject({
  into: contextId,
  version,
  intoVersion: version,
  keep: z.array(z.enum(LENDABLE)).max(LENDABLE.length).optional(),
});

export const mergeQuestion = z.strictObject({
  into: idInAddress.transform(toId<ContextId>),
  limit: pageLimit,
  cursor: cursorOf(readTimelineCursor),
});

export const contextUnmerge = z.strictObject({ version });

/** Two contexts that are not the same. */
export const pairDismissal = z.strictObject({ with: contextId });

/** A new context, and the entries that have it from then on instead of the old one. */
export const contextSplit = z.strictObject({
  name: someLine(LONGEST_NAME),
  kind: kind.optional(),
  despite: z.boolean().optional(),
  reason: line(1000).optional(),
  entries: z
    .array(id.transform(toId<EntryId>))
    .min(1, { error: 'needs at least one entry.' })
    .max(MOST_ITEMS, { error: `names more than ${MOST_ITEMS} entries.` })
    .refine((entries) => new Set(entries).size === entries.length, { error: 'names an entry twice.' }),
});

/** The same as a form: the entries are those that were marked. */
export const splitForm = contextSplit.pick({ name: true, kind: true });

/** The number of a cursor; 0 of one that somebody wrote by hand. */
export function numberAt(text: string | undefined): number {
  const number = Number(text ?? 0);
  return Number.isFinite(number) && Math.abs(number) <= LARGEST_ID ? number : 0;
}

function readContextCursor(text: string): ContextCursor | undefined {
  const parts = CONTEXT_CURSOR.exec(text);
  const at = Number(parts?.[2]);
  return parts && at <= LARGEST_ID && (parts[1] ?? '').isWellFormed() && !parts[1]?.includes('\0')
    ? { at: parts[1] ?? '', id: toId<ContextId>(at) }
    : undefined;
}

function readTimelineCursor(text: string): TimelineCursor | undefined {
  const parts = TIMELINE_CURSOR.exec(text);
  const at = Number(parts?.[2]);
  const of = day.safeParse(parts?.[1]);
  return of.success && at <= LARGEST_ID ? { day: of.data, entry: toId<EntryId>(at) } : undefined;
}
