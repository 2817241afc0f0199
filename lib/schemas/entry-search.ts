import { z } from 'zod';
import { eventSearch, idInAddress, LARGEST_ID, pageLimit } from './search.ts';
import { day, line, someLine } from './text.ts';

/** Where an entry can stand. `open-change`: readers see a text, and another one is on its way. */
const ENTRY_STATES = ['draft', 'in-review', 'sent-back', 'scheduled', 'open-change', 'published', 'withdrawn'] as const;
export type EntryState = (typeof ENTRY_STATES)[number];

/** How a text came in. */
export const CHANNELS = ['screen', 'api', 'cli', 'import'] as const;

const MOST_IDS = 50;

/** Ids in a row: `3,17,5`. */
const ids = z
  .string()
  .regex(/^[1-9]\d{0,9}(,[1-9]\d{0,9})*$/, { error: 'is not a row of ids. Write them as 3,17,5.' })
  .transform((text) => text.split(',').map(Number))
  .refine((all) => all.length <= MOST_IDS && all.every((id) => id <= LARGEST_ID), { error: `names more than ${MOST_IDS} entries, or one that cannot be.` })
  .optional();

/** Filters of the list of entries, as the query of an address; all of them hold at once. */
export const entrySearch = z.strictObject({
  ids,
  q: line(300).optional(),
  from: day.optional(),
  to: day.optional(),
  state: z.enum(ENTRY_STATES, { error: `is not a state. Choose from ${ENTRY_STATES.join(', ')}.` }).optional(),
  author: idInAddress.optional(),
  assigned: idInAddress.optional(),
  channel: z.enum(CHANNELS, { error: `is not a way in. Choose from ${CHANNELS.join(', ')}.` }).optional(),
  limit: pageLimit,
  cursor: eventSearch.shape.cursor,
});

export type EntrySearch = z.output<typeof entrySearch>;

/** The filters as a saved search keeps them: the query of an address, without cursor, in one order, so that equal searches are equal texts. */
const query = z
  .string()
  .max(2000, { error: 'is longer than 2000 characters.' })
  .refine((text) => readQuery(text).success, { error: 'is not a search of this list. Save it from the list of entries.' })
  .transform((text) => {
    const given = new Map(new URLSearchParams(text));
    return new URLSearchParams(KEPT.flatMap((key) => (given.get(key) ? [[key, given.get(key) ?? '']] : []))).toString();
  });

const KEPT = ['q', 'from', 'to', 'state', 'author', 'assigned', 'channel'] as const;

function readQuery(text: string) {
  const pairs = [...new URLSearchParams(text)].filter(([, value]) => value !== '');
  const keys = pairs.map(([key]) => key);
  return entrySearch.omit({ cursor: true, limit: true, ids: true }).safeParse(new Set(keys).size === keys.length ? Object.fromEntries(pairs) : { twice: true });
}

/** A search kept under a name, for oneself or for everybody. */
export const newSavedSearch = z.strictObject({ name: someLine(80), query, shared: z.boolean() });
