import { z } from 'zod';
import { entryInAddress } from '../../../kernel/contract/ids.ts';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { mergeRequest } from './related.ts';
import { RELATED_ANSWERS } from './related-answers.ts';

const row = z.strictObject({ id: entryInAddress });

/** The rows of entries that lead to each other, and of two that become one. */
export const RELATED_ROUTES = {
  listLinks: {
    permission: 'archive.read',
    summary: 'List the published entries that list this one as related, newest day first',
    params: row,
    status: 200,
    answer: RELATED_ANSWERS.links,
  },
  mergeEntry: {
    permission: 'entry.write',
    summary:
      'Propose to merge another entry into this one. Once approved, that entry is withdrawn and redirects here. A ' +
      'draft is merged and discarded at once',
    params: row,
    body: mergeRequest,
    status: 201,
    answer: RELATED_ANSWERS.merged,
  },
} as const satisfies RouteRows;
