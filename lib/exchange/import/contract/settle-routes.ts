import { z } from 'zod';
import type { Rows } from '../../../kernel/contract/route-row.ts';
import { idInAddress } from '../../../kernel/contract/search.ts';
import { settleDecision, settleSearch } from './settle.ts';
import { SETTLE_ANSWERS } from './settle-answers.ts';
import { LARGEST_UPLOAD, UPLOAD_TYPES, uploadName } from './uploads.ts';

/** The rows of uploads, and of what an import found and only an editor can decide. */
export const SETTLE_ROUTES = {
  saveUpload: {
    verb: 'archive.import',
    summary: 'Upload a zip archive of a tree, or events as JSON lines; the body is the file itself',
    query: uploadName,
    raw: { types: UPLOAD_TYPES, most: LARGEST_UPLOAD },
    status: 201,
    answer: SETTLE_ANSWERS.upload,
  },
  listSettleItems: {
    verb: 'archive.read',
    summary:
      'List what imports found and only an editor can decide: pages that look like one event, lists of contexts with two readings, links into nowhere',
    query: settleSearch,
    status: 200,
    answer: SETTLE_ANSWERS.list,
  },
  settleItem: {
    verb: 'archive.settle',
    summary:
      'Settle an item. "one" keeps the event of `keep` and asks that the others be withdrawn, with it for their readers',
    params: z.strictObject({ id: idInAddress }),
    body: settleDecision,
    status: 200,
    answer: SETTLE_ANSWERS.settled,
  },
} as const satisfies Rows;
