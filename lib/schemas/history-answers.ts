import { z } from 'zod';
import { ANSWERS } from './answers.ts';

const id = z.int();
const text = z.string();
const named = z.object({ id, name: text });

const revision = z.object({
  revision: id,
  hash: text,
  author: named,
  channel: z.enum(['screen', 'api', 'cli', 'import']),
  at: z.iso.datetime(),
  proposal: id.nullable(),
  day: text,
  headline: text,
  published: z.array(z.object({ at: z.iso.datetime(), path: text, by: named })).describe('When it was published, by whom, and at which address.'),
});

const item = z.object({ kind: z.enum(['same', 'added', 'removed', 'moved', 'changed']), item: z.unknown(), before: z.unknown().optional(), moved: z.boolean().optional() });

/** What the API answers about what was. */
export const HISTORY_ANSWERS = {
  revisions: z.object({ items: z.array(revision), next: text.nullable() }),
  revision: revision.extend({ fields: ANSWERS.eventView.shape.published.unwrap().shape.fields, kept: z.record(text, z.unknown()) }),
  difference: z.object({
    from: revision,
    to: revision,
    changes: z
      .array(
        z.union([
          z.object({ field: z.enum(['day', 'topic', 'headline', 'summary']), before: text, after: text }),
          z.object({ field: z.enum(['sources', 'contexts', 'related']), items: z.array(item) }),
        ]),
      )
      .describe('The fields in which the two differ.'),
    names: z.object({ contexts: z.array(named), events: z.array(z.object({ id, title: text, day: text })) }),
  }),
  restored: z.object({ event: id, revision: id, hash: text, changed: z.boolean().describe('False where that text stands already.') }),
} as const;
