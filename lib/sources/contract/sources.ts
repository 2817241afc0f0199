import { z } from 'zod';
import { cursorOf, idInAddress, LARGEST_ID, pageLimit } from '../../kernel/contract/search.ts';
import { id, line, someLine, webAddress } from '../../kernel/contract/text.ts';
import { type EntryId, toId } from '../../kernel/ids.ts';
import { typedDomain } from '../../kernel/text/host.ts';

/** The status of an address that somebody may have to look at. */
export const ATTENTION_STATUSES = ['dead', 'redirected', 'unreachable', 'refused'] as const;
export type AttentionStatus = (typeof ATTENTION_STATUSES)[number];

/** An address that somebody pasted, and the entry that it is in. */
export const sourceQuestion = z.strictObject({
  url: webAddress,
  entry: idInAddress.transform(toId<EntryId>).optional(),
});

/** Where a page of addresses ends: since when it is as it does (milliseconds of the epoch), and its id. */
export type SourceCursor = { at: number; id: number };
const SOURCE_CURSOR = /^([1-9]\d{0,14})\.([1-9]\d{0,9})$/;

/** Filters of the list of addresses, as the query of an address. */
export const sourceSearch = z.strictObject({
  status: z.enum(ATTENTION_STATUSES, { error: `is not one of ${ATTENTION_STATUSES.join(', ')}.` }).optional(),
  limit: pageLimit,
  cursor: cursorOf(readSourceCursor),
});

/** Where an archived copy of an address is; null takes the note away. */
export const archivedCopy = z.strictObject({ url: webAddress.nullable() });

/** The same as a form: an empty field takes the note away. */
export const archivedCopyForm = z.strictObject({
  url: z
    .string()
    .transform((text) => text.trim() || null)
    .pipe(archivedCopy.shape.url),
});

/** Publishers by the beginning of a name or a domain. The cursor is the last name, as names are compared. */
export const publisherSearch = z.strictObject({
  q: line(300).optional(),
  limit: pageLimit,
  cursor: line(1000).optional(),
});

const domain = z
  .string()
  .max(2000)
  .refine((text) => typedDomain(text) !== undefined, { error: 'is not a domain. Write it as example.org.' })
  .transform((text) => typedDomain(text) ?? '');

const domains = z
  .array(domain)
  .max(100)
  .transform((given) => [...new Set(given)]);

export const newPublisher = z.strictObject({ name: someLine(300), domains: domains.optional() });

/** A publisher as a form holds it: its domains in one text, a line each. */
export const publisherForm = z.strictObject({
  name: newPublisher.shape.name,
  domains: z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter(Boolean))
    .pipe(domains),
});

/** A change of a publisher over the version that was seen. */
export const publisherChange = z
  .strictObject({
    version: z.int().min(1),
    name: someLine(300).optional(),
    add: domains.optional(),
    remove: domains.optional(),
  })
  .refine(({ name, add, remove }) => name !== undefined || add?.length || remove?.length, {
    error: 'changes nothing.',
    path: ['name'],
  });

/** Which publisher takes over the domains of this one. */
export const publisherMerge = z.strictObject({ version: z.int().min(1), into: id });

function readSourceCursor(text: string): SourceCursor | undefined {
  const parts = SOURCE_CURSOR.exec(text);
  const number = Number(parts?.[2]);
  return parts && number <= LARGEST_ID ? { at: Number(parts[1]), id: number } : undefined;
}
