import { z } from 'zod';
import { CONTEXT_KINDS } from '../domain/context/kinds.ts';
import type { ContextId, EventId, RevisionId } from '../domain/ids.ts';
import { MOST_RELATED } from '../domain/revision/limits.ts';
import { day, id, line, someLine, webAddress } from './text.ts';

const eventId = id.transform((n) => n as EventId);
const contextId = id.transform((n) => n as ContextId);
const revisionId = id.transform((n) => n as RevisionId);

const source = z.strictObject({ name: someLine(300), url: webAddress, cover: z.literal(true).optional() });

const related = z.union([z.strictObject({ event: eventId }), z.strictObject({ missing: line(1000) })], { error: 'is not an event of the archive.' });

/** The fields of an entry, as the editor's form, the API and the command line send them. */
export const entryFields = z.strictObject({
  day,
  topic: line(300),
  headline: someLine(5000),
  summary: line(10_000).refine((text) => !text.startsWith('#'), { error: 'begins with #, which makes a heading of it. Begin with a word.' }),
  sources: z.array(source).max(100),
  contexts: z
    .array(contextId)
    .max(100)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'names a context twice.' }),
  related: z.array(related).max(MOST_RELATED, { error: `has more than ${MOST_RELATED} events, the most that a page lists.` }),
});

/** What the form holds. */
export type EntryFields = z.input<typeof entryFields>;

/** A save of an existing entry; the revision that was opened travels in `If-Match`. */
export const entryChange = z.strictObject({ fields: entryFields, base: revisionId.optional() });

/** The exact content that somebody saw, and means what they do of. */
export const seenContent = z.strictObject({ hash: z.string().regex(/^[0-9a-f]{64}$/, { error: 'is not a content hash.' }) });

const reason = z
  .string()
  .max(5000)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'holds a broken character.' });

export const changeRequest = z.strictObject({ reason });

/** Why a published page shall go, and the published event whose page its readers are sent to. */
export const withdrawalRequest = z.strictObject({ reason, redirectTo: eventId.optional() });

/** A day's entries rearranged: each by its position now; `version` is the order that was seen. */
export const dayReorder = z.strictObject({ version: z.int().min(0), positions: z.array(z.int().min(0)).max(10_000) });

export const newContext = z.strictObject({ name: someLine(300), kind: z.enum(CONTEXT_KINDS).optional(), despite: z.boolean().optional() });

/** No body at all: verbs that need nothing but their address. */
export const nothing = z.strictObject({});
