import { z } from 'zod';
import { entryId, namedPerson } from '../../kernel/contract/ids.ts';
import { NOTICE_KINDS } from '../../kernel/newsroom/recipients.ts';
import { CHANGE_KINDS } from '../../kernel/newsroom/review-item.ts';

const id = z.int();
const text = z.string();
const moment = z.iso.datetime();
const savedSearch = z.strictObject({
  id,
  name: text,
  query: text.describe('The query of the address, without its question mark.'),
  shared: z.boolean(),
  by: namedPerson,
});

/** What the API answers about notices, following and saved searches. */
export const NOTICE_ANSWERS = {
  notices: z.strictObject({
    items: z.array(
      z.strictObject({
        id,
        kind: z.enum(NOTICE_KINDS),
        at: moment,
        readAt: moment.nullable(),
        by: text.nullable(),
        entry: entryId.nullable(),
        title: text.nullable(),
        day: text.nullable(),
        reason: text.nullable(),
        thread: id.nullable(),
        change: z
          .strictObject({ kind: z.enum(CHANGE_KINDS), id })
          .nullable()
          .describe('The change that it is about, where that is no entry.'),
        text: text.nullable().describe('The first words of a comment.'),
        publishAt: moment.nullable(),
      }),
    ),
    next: text.nullable(),
  }),
  unread: z.strictObject({ count: z.int().describe('Counts no further than a hundred.') }),
  marked: z.strictObject({
    markedAt: moment.describe('Stands for this marking; send it to take the marking back.'),
    changed: z.int(),
  }),
  following: z.strictObject({ entry: entryId, following: z.boolean() }),
  savedSearch,
  savedSearches: z.strictObject({ items: z.array(savedSearch) }),
} as const;
