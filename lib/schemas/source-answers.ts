import { z } from 'zod';
import { CARE_STATUSES } from './sources.ts';

const id = z.int();
const text = z.string();
const instant = z.iso.datetime().nullable();

const publisher = z.object({ id, name: text, version: z.int(), domains: z.array(text) });

const known = z.object({
  url: text,
  party: text.describe('Whom the source counts for: its managed publisher, else its site. Sources of one party are not independent.'),
  publisher: text.nullable().describe('The managed name of its publisher.'),
  status: z.enum(['unchecked', 'alive', ...CARE_STATUSES]),
  httpStatus: z.int().nullable(),
  redirect: text.nullable(),
  problem: text.nullable(),
  checkedAt: instant,
  seenAt: instant.describe('When it answered last.'),
  archived: text.nullable().describe('Where an archived copy is.'),
});

/** What the API answers about sources and publishers. */
export const SOURCE_ANSWERS = {
  lookup: z.object({
    address: text.describe('The form in which addresses are compared.'),
    publisher: z.object({ name: text, by: z.enum(['managed', 'archive', 'guess']) }).nullable(),
    reusedIn: z.array(z.object({ event: id, day: text, title: text, stands: z.enum(['published', 'proposed']) })),
    more: z.boolean().describe('Whether more entries have it than are named.'),
    evidence: known.nullable(),
  }),
  list: z.object({
    items: z.array(
      z.object({
        id,
        url: text,
        status: z.enum(CARE_STATUSES),
        since: z.iso.datetime(),
        httpStatus: z.int().nullable(),
        redirect: text.nullable(),
        problem: text.nullable(),
        checkedAt: instant,
        nextCheckAt: instant,
        seenAt: instant,
        archived: text.nullable(),
        entries: z.array(z.object({ event: id, day: text, title: text, name: text, published: z.boolean() })),
        more: z.int().describe('How many more entries have it.'),
      }),
    ),
    next: text.nullable().describe('The cursor of the next page; null at the end.'),
  }),
  cared: z.object({ source: id }),
  publisher,
  publishers: z.object({ items: z.array(publisher), next: text.nullable() }),
} as const;
