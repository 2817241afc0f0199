import { z } from 'zod';
import type { Rows } from '../../../kernel/contract/route-row.ts';
import { idInAddress } from '../../../kernel/contract/search.ts';
import { settleDecision, settleSearch } from './settle.ts';
import { SETTLE_ANSWERS } from './settle-answers.ts';
import { LARGEST_UPLOAD, UPLOAD_TYPES, uploadName } from './uploads.ts';

/** The rows of uploads, and of what an import found and only an editor can decide. */
export const SETTLE_ROUTES = {
  saveUpload: {
    permission: 'archive.import',
    summary: 'Upload a zip archive of a tree, or entries as JSON lines; the body is the file itself',
    query: uploadName,
    raw: { types: UPLOAD_TYPES, most: LARGEST_UPLOAD },
    status: 201,
    answer: SETTLE_ANSWERS.upload,
  },
  listSettleItems: {
    permission: 'archive.read',
    summary: 'List import issues: likely duplicates, ambiguous contexts and broken internal links',
    query: settleSearch,
    status: 200,
    answer: SETTLE_ANSWERS.list,
  },
  settleItem: {
    permission: 'archive.settle',
    summary:
      'Resolve an import issue. "one" keeps the entry `keep` and requests the withdrawal of the others, which then redirect to it',
    params: z.strictObject({ id: idInAddress }),
    body: settleDecision,
    status: 200,
    answer: SETTLE_ANSWERS.settled,
  },
} as const satisfies Rows;
