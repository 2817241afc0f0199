import { z } from 'zod';
import { ROLES } from '../domain/permission/role.ts';

const id = z.int();
const text = z.string();
const named = z.object({ id, name: text });

const textView = z.object({
  revision: id,
  hash: text,
  author: named,
  at: z.iso.datetime(),
  fields: z.object({
    day: text,
    topic: text,
    headline: text,
    summary: text,
    sources: z.array(z.object({ name: text, url: text, cover: z.literal(true).optional() })),
    contexts: z.array(id),
    related: z.array(z.union([z.object({ event: id }), z.object({ missing: text })])),
  }),
  kept: z.record(text, z.unknown()).describe('What an imported page said beyond its fields.'),
});

const namedEvent = z.object({ id, title: text, path: text.nullable(), day: text });

const withdrawal = z.object({ reason: text, redirect: namedEvent.nullable().describe('Where readers of the page are sent.') });

const proposalView = z.object({
  id,
  state: z.enum(['draft', 'in_review', 'changes_requested']),
  version: z.int(),
  base: id.nullable(),
  submittedAt: z.iso.datetime().nullable(),
  reason: text.nullable(),
  openedBy: named,
  authors: z.array(named),
  withdrawal: withdrawal.nullable().describe('Set where the proposal asks that the page be taken away; its text is the published one then.'),
  ...textView.shape,
});

/** What the API answers, as its description publishes it. Inputs are checked; answers are made by typed code and only described. */
export const ANSWERS = {
  eventPage: z.object({ items: z.array(z.object({ id, day: text, title: text, path: text.nullable(), published: z.boolean() })), next: text.nullable() }),
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
  saved: z.object({ event: id, proposal: id.nullable(), revision: id, version: z.int(), hash: text, changed: z.boolean() }),
  moved: z.object({ event: id, state: text }),
  published: z.object({ event: id, path: text }),
  contexts: z.object({ items: z.array(z.object({ id, name: text, alias: text.nullable() })) }),
  context: named,
  dayVersion: z.object({ version: z.int() }),
  people: z.object({ items: z.array(z.object({ id, name: text, email: text, role: z.enum(ROLES as ['editor', ...string[]]), disabledAt: text.nullable(), createdAt: text })) }),
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
    current: z.unknown().optional(),
  }),
} as const;
