import { z } from 'zod';
import { anyLine, day, id, someLine, storedLine } from '../../../kernel/contract/text.ts';
import { type ContextId, type EntryId, type RevisionId, toId } from '../../../kernel/ids.ts';
import { CONTEXT_KINDS } from '../../../kernel/newsroom/kinds.ts';

const entryId = id.transform(toId<EntryId>);
const contextId = id.transform(toId<ContextId>);
const revisionId = id.transform(toId<RevisionId>);

/** More than any entry has; how many may be written is asked with the text. */
const MOST_ITEMS = 1000;

/** No import brings another scheme, so no entry has one. */
const address = anyLine.refine((text) => /^https?:\/\/[^/?#\s]/i.test(text), {
  error: 'is not a web address. It must begin with http:// or https://.',
});

const source = z.strictObject({ name: storedLine, url: address, cover: z.literal(true).optional() });

const related = z.union([z.strictObject({ entry: entryId }), z.strictObject({ missing: anyLine })], {
  error: 'is not an entry in the archive.',
});

/** A headline: a field that is not empty. */
export const someStoredLine = storedLine.refine((text) => text.length > 0, { error: 'is empty.' });

/** A line that is a heading to every reader of Markdown is no summary, and no import brings one. */
export const entrySummary = storedLine.refine((text) => !/^#{1,6}(?: |$)/.test(text), {
  error: 'starts with #, which makes it a heading. Start with a word.',
});

/** What a slug may be is asked with the text. */
const slug = z
  .string()
  .max(1000)
  .optional()
  .describe(
    'The name of its page’s file, as in news/2013/01/19/NAME.md: the letters a to z, digits, and single hyphens ' +
      'between them, at most 140. It can be chosen until the entry is published for the first time. If left out, ' +
      'it stays as it is; if empty, it follows the headline.',
  );

/** The fields of an entry, as the editor's form, the API and the command line send them. */
export const entryFields = z.strictObject({
  day,
  topic: storedLine,
  headline: someStoredLine,
  slug,
  summary: entrySummary,
  sources: z.array(source).max(MOST_ITEMS),
  contexts: z
    .array(contextId)
    .max(MOST_ITEMS)
    .refine((ids) => new Set(ids).size === ids.length, { error: 'names a context twice.' }),
  related: z.array(related).max(MOST_ITEMS),
});

/** What the form holds. */
export type EntryFields = z.input<typeof entryFields>;

/** A save of an existing entry; the revision that was opened travels in `If-Match`. */
export const entryChange = z.strictObject({ fields: entryFields, base: revisionId.optional() });

/** The exact content that somebody saw, and means what they do of. */
export const seenContent = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/, { error: 'is not a content hash.' }),
});

const reason = z
  .string()
  .max(5000)
  .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: 'contains a broken character.' });

export const changeRequest = z.strictObject({ reason });

/** The same as a form, where the reason is asked for before it is sent. */
export const changeRequestForm = z.strictObject({
  reason: reason.refine(hasWords, { error: 'is empty. Enter a reason, so that the author knows what to change.' }),
});

/** Why a published page should be withdrawn, and the published entry whose page its readers are sent to. */
export const withdrawalRequest = z.strictObject({ reason, redirectTo: entryId.optional() });

/** The same as a form. */
export const withdrawalForm = withdrawalRequest.extend({
  reason: reason.refine(hasWords, { error: 'is empty. Enter a reason.' }),
});

/** A day's entries rearranged: each by its position now; `version` is the order that was seen. */
export const dayReorder = z.strictObject({ version: z.int().min(0), positions: z.array(z.int().min(0)).max(10_000) });

export const newContext = z.strictObject({
  name: someLine(300),
  kind: z.enum(CONTEXT_KINDS).optional(),
  despite: z.boolean().optional(),
});

function hasWords(text: string): boolean {
  return text.trim() !== '';
}
