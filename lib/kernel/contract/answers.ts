import { z } from 'zod';
import { OPEN_STATES } from '../newsroom/proposal.ts';
import { FIELDS } from '../revision/merge.ts';
import type { KeptTexts, RevisionText } from '../revision/text.ts';
import { domainValue } from './domain-value.ts';
import { contextId, dayText, entryId, namedContext, namedPerson, proposalId, revisionId } from './ids.ts';

const id = z.int();
const text = z.string();
const _named = z.strictObject({ id, name: text });

const source = z.strictObject({ name: text, url: text, cover: z.literal(true).optional() });
const related = z.union([z.strictObject({ entry: entryId }), z.strictObject({ missing: text })]);

const fields = z.strictObject({
  day: dayText,
  topic: text,
  headline: text,
  slug: text
    .optional()
    .describe(
      'The address that was chosen for it before its first publication: the name of its file. Left out where the ' +
        'headline gives it.',
    ),
  summary: text,
  sources: z.array(source),
  contexts: z.array(contextId),
  related: z.array(related),
});

const three = <S extends z.ZodType>(of: S) => ({ base: of, theirs: of, mine: of });

/** A source is null where that text does not have it; related entries clash as a whole list. */
const clash = z.union([
  z.strictObject({ field: z.enum(['day', 'topic', 'headline', 'slug', 'summary']), ...three(text) }),
  z.strictObject({ field: z.literal('sources'), ...three(source.nullable()) }),
  z.strictObject({ field: z.literal('related'), ...three(z.array(related)) }),
]);

const textView = z.strictObject({
  revision: revisionId,
  hash: text,
  author: namedPerson,
  at: z.iso.datetime(),
  fields,
  kept: domainValue<KeptTexts>(z.record(text, z.unknown())).describe(
    'What an imported page said beyond its fields, and the chosen slug.',
  ),
  items: domainValue<Pick<RevisionText, 'sources' | 'related'>>(
    z.strictObject({ sources: z.array(z.record(text, z.unknown())), related: z.array(z.record(text, z.unknown())) }),
  ).describe('Sources and related entries with what an imported page said of them besides.'),
});

const namedEntry = z.strictObject({ id: entryId, title: text, path: text.nullable(), day: dayText });

const withdrawal = z.strictObject({
  reason: text,
  redirect: namedEntry.nullable().describe('Where readers of the page are sent.'),
});

const proposalView = z.strictObject({
  id: proposalId,
  state: z.enum(OPEN_STATES),
  version: z.int(),
  base: revisionId.nullable(),
  submittedAt: z.iso.datetime().nullable(),
  reason: text.nullable(),
  openedBy: namedPerson,
  authors: z.array(namedPerson),
  schedule: z
    .strictObject({ at: z.iso.datetime(), by: namedPerson })
    .nullable()
    .describe('An approval that waits for its time.'),
  withdrawal: withdrawal
    .nullable()
    .describe('Set where the proposal asks that the page be taken away; its text is the published one then.'),
  ...textView.shape,
});

/**
 * What the API answers, as its description publishes it. Inputs are checked as they come in; the compiler holds answers
 * to this, and tests check them.
 */
export const ANSWERS = {
  setup: z.strictObject({ open: z.literal(true) }),
  entryPage: z.strictObject({
    items: z.array(
      z.strictObject({
        id: entryId,
        day: dayText,
        title: text,
        path: text.nullable(),
        published: z.boolean(),
        contexts: z.array(text).describe('Names of the first three.'),
      }),
    ),
    next: text.nullable(),
  }),
  entryView: z.strictObject({
    entry: entryId,
    day: dayText,
    title: text,
    path: text.nullable(),
    proposedPath: text
      .nullable()
      .describe('The path that it gets with its first publication, as things are now; null once it has one.'),
    published: textView.nullable(),
    withdrawn: z
      .strictObject({
        withdrawal: withdrawal.extend({ askedBy: namedPerson, approvedBy: namedPerson, at: z.iso.datetime() }),
        ...textView.shape,
      })
      .nullable()
      .describe('What readers saw last of a page that was taken away.'),
    proposal: proposalView.nullable(),
    names: z.strictObject({ contexts: z.array(namedContext), entries: z.array(namedEntry) }),
  }),
  saved: z.strictObject({
    entry: entryId,
    proposal: proposalId.nullable(),
    revision: revisionId.describe('The text as it was sent: what the next save names in If-Match.'),
    current: revisionId.describe('The current text; another one only where texts were merged.'),
    version: z.int(),
    hash: text.describe('The content hash of the current text.'),
    changed: z.boolean(),
    merged: z
      .strictObject({ fields: z.array(z.enum(FIELDS)), by: z.array(namedPerson) })
      .nullable()
      .describe('What the current text has from others.'),
  }),
  moved: z.strictObject({ entry: entryId, state: text }),
  contexts: z.strictObject({
    items: z.array(
      z.strictObject({
        id: contextId,
        name: text,
        alias: text.nullable().describe('The other name that was typed.'),
        kind: text,
        entries: z.int().describe('How many published entries have it.'),
        years: text.describe('Of which years they are: `2013–2022`.'),
        description: text,
        latest: text.nullable().describe('Where it has no description, the title of its latest entry.'),
      }),
    ),
  }),
  context: namedContext,
  dayVersion: z.strictObject({ version: z.int() }),
  made: z.strictObject({ id }),
  health: z.strictObject({ ok: z.literal(true) }),
  description: z.record(text, z.unknown()),
  problem: z.strictObject({
    type: text,
    title: text,
    status: z.int(),
    detail: text,
    code: text,
    fields: z.array(z.strictObject({ field: text, message: text })),
    current: z.unknown().optional().describe('Of a stale save: the entry as it is now.'),
    clashes: z.array(clash).optional().describe('What two texts changed in different ways.'),
    merged: fields
      .optional()
      .describe('Of a stale save: both texts merged, with the one that was sent where they clash.'),
    mergeable: z
      .boolean()
      .optional()
      .describe('Of a stale base: whether /merge puts the proposal on top of what is published now.'),
    base: fields
      .nullable()
      .optional()
      .describe('Of a stale base: the text that the published one and the proposed one began from.'),
    theirs: fields.optional().describe('Of a stale base: the published text.'),
    mine: fields.optional().describe('Of a stale base: the proposed text.'),
    hash: text.optional().describe('Of a stale preview: the one of now.'),
    near: z
      .array(z.strictObject({ id, name: text, alias: text.nullable(), entries: z.int(), reason: text }))
      .optional()
      .describe('Of a name that looks like others: the contexts that have those.'),
  }),
} as const;
