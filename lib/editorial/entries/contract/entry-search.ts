import { z } from 'zod';
import { cursorOf, idInAddress, LARGEST_ID, pageLimit, readDayCursor } from '../../../kernel/contract/search.ts';
import { day, line, someLine } from '../../../kernel/contract/text.ts';
import type { Day } from '../../../kernel/day.ts';
import { type AnyId, type ContextId, type EntryId, type PersonId, toId } from '../../../kernel/ids.ts';

/**
 * The places that an entry can be in. `open-change`: readers see a text, and another one is on its way. `discarded`:
 * nothing else is left of it, and only who asks sees it.
 */
const ENTRY_STATES = [
  'draft',
  'in-review',
  'changes-requested',
  'scheduled',
  'open-change',
  'published',
  'withdrawn',
  'discarded',
] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** How a text came in. */
export const CHANNELS = ['screen', 'api', 'cli', 'import'] as const;

/** Which entries come first. */
export const ENTRY_ORDERS = ['newest', 'oldest', 'relevance'] as const;

/** The editions that pages are written in. */
export const SEARCHED_EDITIONS = ['2017', '2018'] as const;

const MOST_IDS = 50;
const MOST_CONTEXTS = 10;
const MOST_PUBLISHERS = 10;

/** Ids in a row: `3,17,5`. */
const idRow = <Id extends AnyId>(most: number, what: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,9}(,[1-9]\d{0,9})*$/, { error: 'must be a list of ids such as 3,17,5.' })
    .transform((text) => text.split(',').map((one) => toId<Id>(Number(one))))
    .refine((all) => all.length <= most && all.every((id) => id <= LARGEST_ID), {
      error: `names more than ${most} ${what}, or one that cannot be.`,
    })
    .optional();

/** Names with a bar between them: `Reuters|BBC`. */
const publishers = line(1000)
  .transform((text) => [...new Set(text.split('|').flatMap((name) => name.trim() || []))])
  .refine((all) => all.length <= MOST_PUBLISHERS, { error: `names more than ${MOST_PUBLISHERS} publishers.` })
  .optional();

const flag = z.literal('true', { error: 'must be true or left out.' }).transform(() => true as const);

const person = idInAddress.transform(toId<PersonId>);

/** Where a page of the search begins: behind an entry by its day, or by its rank among what fits best. */
export type EntryCursor = { day: Day; id: EntryId } | { rank: number; id: EntryId };

/** Filters of the list of entries, as the query of an address; all of them hold at once. */
export const entrySearch = z.strictObject({
  ids: idRow<EntryId>(MOST_IDS, 'entries'),
  q: line(300)
    .optional()
    .describe('Words that must all occur; also "a phrase", -without, one OR another. The last word may be incomplete.'),
  exact: flag.optional().describe('Does not try other spellings if nothing is found.'),
  from: day.optional(),
  to: day.optional(),
  contexts: idRow<ContextId>(MOST_CONTEXTS, 'contexts').describe('Ids of contexts; entries must have all of them.'),
  narrower: flag.optional().describe('Contexts whose name contains the whole name of a requested one count too.'),
  publishers: publishers.describe('Names of publishers separated by |; entries have a source by any of them.'),
  edition: z
    .enum(SEARCHED_EDITIONS, { error: `is not an edition. Choose from ${SEARCHED_EDITIONS.join(', ')}.` })
    .optional(),
  state: z.enum(ENTRY_STATES, { error: `is not a status. Choose from ${ENTRY_STATES.join(', ')}.` }).optional(),
  author: person.optional(),
  reviewer: person.optional().describe('Who approved a revision of it.'),
  assigned: person.optional(),
  channel: z.enum(CHANNELS, { error: `is not a channel. Choose from ${CHANNELS.join(', ')}.` }).optional(),
  sort: z.enum(ENTRY_ORDERS, { error: `is not an order. Choose from ${ENTRY_ORDERS.join(', ')}.` }).optional(),
  limit: pageLimit,
  cursor: cursorOf<EntryCursor>((text) => readDayCursor(text) ?? readRankCursor(text)),
});

export type EntrySearch = z.output<typeof entrySearch>;

/** What is counted beside a search: the search without its order and place. */
export const facetSearch = entrySearch.omit({ ids: true, sort: true, limit: true, cursor: true });

export type FacetSearch = z.output<typeof facetSearch>;

/** What somebody types of a publisher's name or domain. */
export const publisherNameSearch = z.strictObject({ q: line(300) });

const RANK_CURSOR = /^r(0|[1-9]\d{0,8})\.([1-9]\d{0,9})$/;

function readRankCursor(text: string): EntryCursor | undefined {
  const [, rank, id] = RANK_CURSOR.exec(text) ?? [];
  return rank && Number(id) <= LARGEST_ID ? { rank: Number(rank), id: toId<EntryId>(Number(id)) } : undefined;
}

/**
 * The filters as a saved search keeps them: the query of an address, without cursor, in one order, so that equal
 * searches are equal texts.
 */
const query = z
  .string()
  .max(2000, { error: 'is longer than 2000 characters.' })
  .refine((text) => readQuery(text).success, {
    error: 'is not a search for entries. Save it from the search screen.',
  })
  .transform((text) => {
    const given = new Map(new URLSearchParams(text));
    return new URLSearchParams(KEPT.flatMap((key) => (given.get(key) ? [[key, given.get(key) ?? '']] : []))).toString();
  });

/** The filters in the order that addresses have them. */
export const KEPT = [
  'q',
  'exact',
  'from',
  'to',
  'contexts',
  'narrower',
  'publishers',
  'edition',
  'state',
  'author',
  'reviewer',
  'assigned',
  'channel',
  'sort',
] as const satisfies readonly (keyof EntrySearch)[];

function readQuery(text: string) {
  const pairs = [...new URLSearchParams(text)].filter(([, value]) => value !== '');
  const keys = pairs.map(([key]) => key);
  return entrySearch
    .omit({ cursor: true, limit: true, ids: true })
    .safeParse(new Set(keys).size === keys.length ? Object.fromEntries(pairs) : { twice: true });
}

/** A search kept under a name, for oneself or for everybody. */
export const newSavedSearch = z.strictObject({ name: someLine(80), query, shared: z.boolean() });
