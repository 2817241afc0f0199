import { z } from 'zod';
import { ANSWERS } from '../../kernel/contract/answers.ts';
import { dayText, entryId, namedContext, namedPerson, proposalId, revisionId } from '../../kernel/contract/ids.ts';

const id = z.int();
const text = z.string();
const _named = z.strictObject({ id, name: text });

const revision = z.strictObject({
  revision: revisionId,
  hash: text,
  author: namedPerson,
  channel: z.enum(['screen', 'api', 'cli', 'import']),
  at: z.iso.datetime(),
  proposal: proposalId.nullable(),
  day: dayText,
  headline: text,
  published: z
    .array(z.strictObject({ at: z.iso.datetime(), path: text, by: namedPerson }))
    .describe('When it was published, by whom, and at which address.'),
});

const item = z.strictObject({
  kind: z.enum(['same', 'added', 'removed', 'moved', 'changed']),
  item: z.unknown(),
  before: z.unknown().optional(),
  moved: z.boolean().optional(),
});

/** What the API answers about what was. */
export const HISTORY_ANSWERS = {
  revisions: z.strictObject({ items: z.array(revision), next: text.nullable() }),
  revision: revision.extend({
    fields: ANSWERS.entryView.shape.published.unwrap().shape.fields,
    kept: z.record(text, z.unknown()),
  }),
  difference: z.strictObject({
    from: revision,
    to: revision,
    changes: z
      .array(
        z.union([
          z.strictObject({ field: z.enum(['day', 'topic', 'headline', 'slug', 'summary']), before: text, after: text }),
          z.strictObject({ field: z.enum(['sources', 'contexts', 'related']), items: z.array(item) }),
        ]),
      )
      .describe('The fields in which the two differ.'),
    names: z.strictObject({
      contexts: z.array(namedContext),
      entries: z.array(z.strictObject({ id, title: text, day: dayText })),
    }),
  }),
  restored: z.strictObject({
    entry: entryId,
    revision: revisionId,
    hash: text,
    changed: z.boolean().describe('False where that text is current already.'),
  }),
} as const;
