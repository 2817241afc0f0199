import { z } from 'zod';
import { entryInAddress, revisionInAddress } from '../../kernel/contract/ids.ts';
import type { RouteRows } from '../../kernel/contract/route-row.ts';
import { HISTORY_ANSWERS } from './history-answers.ts';
import { restoreRequest, revisionList, revisionPair } from './history-input.ts';

const entry = z.strictObject({ id: entryInAddress });

/** The rows of what was: revisions, the differences between them, and bringing one back. */
export const HISTORY_ROUTES = {
  listRevisions: {
    permission: 'archive.read',
    summary: 'List the revisions of an entry, newest first, paged by cursor',
    params: entry,
    query: revisionList,
    status: 200,
    answer: HISTORY_ANSWERS.revisions,
  },
  readRevision: {
    permission: 'archive.read',
    summary: 'Read one revision with its whole text',
    params: z.strictObject({ id: entryInAddress, revision: revisionInAddress }),
    status: 200,
    answer: HISTORY_ANSWERS.revision,
  },
  compareRevisions: {
    permission: 'archive.read',
    summary: 'Compare two revisions of an entry, field by field',
    params: entry,
    query: revisionPair,
    status: 200,
    answer: HISTORY_ANSWERS.difference,
  },
  restoreRevision: {
    permission: 'entry.write',
    summary: 'Restore an earlier revision as a draft or pending change',
    params: entry,
    body: restoreRequest,
    status: 200,
    answer: HISTORY_ANSWERS.restored,
  },
} as const satisfies RouteRows;
