import { z } from 'zod';
import { idInAddress, pageLimit } from '../../kernel/contract/search.ts';
import { id } from '../../kernel/contract/text.ts';
import { NOTICE_KINDS } from '../../kernel/newsroom/recipients.ts';

const MOST_AT_ONCE = 100;

/** Filters of the list of notices, as the query of an address. */
export const noticeSearch = z.strictObject({
  unread: z
    .literal('true', { error: 'is not true. Leave it out for all notices.' })
    .transform(() => true)
    .optional(),
  kind: z.enum(NOTICE_KINDS, { error: `is not a kind of notice. Choose from ${NOTICE_KINDS.join(', ')}.` }).optional(),
  limit: pageLimit,
  cursor: idInAddress.optional(),
});

export type NoticeFilter = z.output<typeof noticeSearch>;

/** Marks some notices read or unread, all up to one read, or what was marked at one moment unread again. */
export const noticeMarking = z.union([
  z.strictObject({
    ids: z
      .array(id)
      .min(1, { error: 'needs at least one notice.' })
      .max(MOST_AT_ONCE, { error: `names more than ${MOST_AT_ONCE} notices.` }),
    read: z.boolean(),
  }),
  z.strictObject({ upTo: id }),
  z.strictObject({
    markedAt: z.iso.datetime({ error: 'is not a valid marking. Take it from the response that marked the notices.' }),
  }),
]);
