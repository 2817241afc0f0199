import { z } from 'zod';
import { OPEN_STATES } from '../domain/entry/proposal.ts';
import { FIELDS, type Field } from '../domain/revision/merge.ts';

const id = z.int();
const text = z.string();
const named = z.object({ id, name: text });

const source = z.object({ name: text, url: text, cover: z.literal(true).optional() });
const related = z.union([z.object({ event: id }), z.object({ missing: text })]);

const fields = z.object({
  day: text,
  topic: text,
  headline: text,
  summary: text,
  sources: z.array(source),
  contexts: z.array(id),
  related: z.array(related),
});

const three = <S extends z.ZodType>(of: S) => ({ base: of, theirs: of, mine: of });

/** A source is null where that text does not have it; related events clash as a whole list. */
const clash = z.union([
  z.object({ field: z.enum(['day', 'topic', 'headline', 'summary']), ...three(text) }),
  z.object({ field: z.literal('sources'), ...three(source.nullable()) }),
  z.object({ field: z.literal('related'), ...three(z.array(related)) }),
]);

const textView = z.object({
  revision: id,
  hash: text,
  author: named,
  at: z.iso.datetime(),
  fields,
  kept: z.record(text, z.unknown()).describe('What an imported page said beyond its fields.'),
});

const namedEvent = z.object({ id, title: text, path: text.nullable(), day: text });

const withdrawal = z.object({ reason: text, redirect: namedEvent.nullable().describe('Where readers of the page are sent.') });

const proposalView = z.object({
  id,
  state: z.enum(OPEN_STATES),
  version: z.int(),
  base: id.nullable(),
  submittedAt: z.iso.datetime().nullable(),
  reason: text.nullable(),
  openedBy: named,
  authors: z.array(named),
  schedule: z.object({ at: z.iso.datetime(), by: named }).nullable().describe('An approval that waits for its time.'),
  withdrawal: withdrawal.nullable().describe('Set where the proposal asks that the page be taken away; its text is the published one then.'),
  ...textView.shape,
});

/** What the API answers, as its description publishes it. Inputs are checked; answers are made by typed code and only described. */
export const ANSWERS = {
  eventPage: z.object({
    items: z.array(z.object({ id, day: text, title: text, path: text.nullable(), published: z.boolean(), contexts: z.array(text).describe('Names of the first three.') })),
    next: text.nullable(),
  }),
  eventView: z.object({
    event: id,
    day: text,
    title: text,
    path: text.nullable(),
    published: textView.nullable(),
    withdrawn: z
      .object({ withdrawal: withdrawal.extend({ askedBy: named, approvedBy: named, at: z.iso.datetime() }), ...textView.shape })
      .nullable()
      .describe('What readers saw last of a page that was taken away.'),
    proposal: proposalView.nullable(),
    names: z.object({ contexts: z.array(named), events: z.array(namedEvent) }),
  }),
  saved: z.object({
    event: id,
    proposal: id.nullable(),
    revision: id.describe('The text as it was sent: what the next save names in If-Match.'),
    current: id.describe('The text that stands now; another one only where texts were merged.'),
    version: z.int(),
    hash: text.describe('The content hash of the text that stands now.'),
    changed: z.boolean(),
    merged: z
      .object({ fields: z.array(z.enum(FIELDS as [Field, ...Field[]])), by: z.array(named) })
      .nullable()
      .describe('What the text that stands now has from others.'),
  }),
  moved: z.object({ event: id, state: text }),
  contexts: z.object({
    items: z.array(
      z.object({
        id,
        name: text,
        alias: text.nullable().describe('The other name that was typed.'),
        kind: text,
        events: z.int().describe('How many published entries have it.'),
        years: text.describe('Of which years they are: `2013–2022`.'),
        description: text,
        latest: text.nullable().describe('Where nobody described it, the title of its latest entry.'),
      }),
    ),
  }),
  context: named,
  dayVersion: z.object({ version: z.int() }),
  made: z.object({ id }),
  health: z.object({ ok: z.literal(true) }),
  description: z.record(text, z.unknown()),
  problem: z.object({
    type: text,
    title: text,
    status: z.int(),
    detail: text,
    code: text,
    fields: z.array(z.object({ field: text, message: text })),
    current: z.unknown().optional().describe('Of a stale save: the entry as it stands now.'),
    clashes: z.array(clash).optional().describe('What two texts changed in different ways.'),
    merged: fields.optional().describe('Of a stale save: both texts merged, with the one that was sent where they clash.'),
    mergeable: z.boolean().optional().describe('Of a stale base: whether /merge puts the proposal on top of what is published now.'),
    base: fields.nullable().optional().describe('Of a stale base: the text that the published one and the proposed one began from.'),
    theirs: fields.optional().describe('Of a stale base: the published text.'),
    mine: fields.optional().describe('Of a stale base: the proposed text.'),
    near: z
      .array(z.object({ id, name: text, alias: text.nullable(), events: z.int(), reason: text }))
      .optional()
      .describe('Of a name that looks like others: the contexts that have those.'),
  }),
} as const;
