import { z } from 'zod';
import { NOTICE_KINDS } from '../domain/notice/who-is-told.ts';

const id = z.int();
const text = z.string();
const moment = z.iso.datetime();
const savedSearch = z.object({
  id,
  name: text,
  query: text.describe('The query of the address, without its question mark.'),
  shared: z.boolean(),
  by: z.object({ id, name: text }),
});

/** What the API answers about notices, following and saved searches. */
export const NOTICE_ANSWERS = {
  notices: z.object({
    items: z.array(
      z.object({
        id,
        kind: z.enum(NOTICE_KINDS),
        at: moment,
        readAt: moment.nullable(),
        by: text.nullable(),
        event: id.nullable(),
        title: text.nullable(),
        day: text.nullable(),
        reason: text.nullable(),
        thread: id.nullable(),
        text: text.nullable().describe('The first words of a comment.'),
        publishAt: moment.nullable(),
      }),
    ),
    next: text.nullable(),
  }),
  unread: z.object({ count: z.int().describe('Counts no further than a hundred.') }),
  marked: z.object({ markedAt: moment.describe('Stands for this marking; send it to take the marking back.'), changed: z.int() }),
  following: z.object({ event: id, following: z.boolean() }),
  savedSearch,
  savedSearches: z.object({ items: z.array(savedSearch) }),
} as const;
