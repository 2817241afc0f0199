import { z } from 'zod';
import { dayText, entryId } from '../../kernel/contract/ids.ts';
import { ATTENTION_STATUSES } from './sources.ts';

const id = z.int();
const text = z.string();
const instant = z.iso.datetime().nullable();

const publisher = z.strictObject({ id, name: text, version: z.int(), domains: z.array(text) });

const known = z.strictObject({
  url: text,
  party: text.describe(
    'Whom the source counts for: its managed publisher, else its site. Sources of one party are not independent.',
  ),
  publisher: text.nullable().describe('The managed name of its publisher.'),
  status: z.enum(['unchecked', 'alive', ...ATTENTION_STATUSES]),
  httpStatus: z.int().nullable(),
  redirect: text.nullable(),
  problem: text.nullable(),
  checkedAt: instant,
  seenAt: instant.describe('When it answered last.'),
  archived: text.nullable().describe('Where an archived copy is.'),
});

/** What the API answers about sources and publishers. */
export const SOURCE_ANSWERS = {
  lookup: z.strictObject({
    address: text.describe('The form in which addresses are compared.'),
    publisher: z.strictObject({ name: text, by: z.enum(['managed', 'archive', 'guess']) }).nullable(),
    reusedIn: z.array(
      z.strictObject({ entry: entryId, day: dayText, title: text, status: z.enum(['published', 'proposed']) }),
    ),
    more: z.boolean().describe('Whether more entries have it than are named.'),
    evidence: known.nullable(),
  }),
  list: z.strictObject({
    items: z.array(
      z.strictObject({
        id,
        url: text,
        status: z.enum(ATTENTION_STATUSES),
        since: z.iso.datetime(),
        httpStatus: z.int().nullable(),
        redirect: text.nullable(),
        problem: text.nullable(),
        checkedAt: instant,
        nextCheckAt: instant,
        seenAt: instant,
        archived: text.nullable(),
        entries: z.array(
          z.strictObject({ entry: entryId, day: dayText, title: text, name: text, published: z.boolean() }),
        ),
        more: z.int().describe('How many more entries have it.'),
      }),
    ),
    next: text.nullable().describe('The cursor of the next page; null at the end.'),
  }),
  cared: z.strictObject({ source: id }),
  publisher,
  publishers: z.strictObject({ items: z.array(publisher), next: text.nullable() }),
} as const;
