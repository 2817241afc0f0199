import { z } from 'zod';
import { entryInAddress } from '../../../kernel/contract/ids.ts';
import type { Rows } from '../../../kernel/contract/route-row.ts';
import { absorbRequest } from './related.ts';
import { RELATED_ANSWERS } from './related-answers.ts';

const row = z.strictObject({ id: entryInAddress });

/** The rows of entries that lead to each other, and of two that become one. */
export const RELATED_ROUTES = {
  listLinks: {
    verb: 'archive.read',
    summary: 'The published entries that name this one among their related ones, newest day first',
    params: row,
    status: 200,
    answer: RELATED_ANSWERS.links,
  },
  absorbEntry: {
    verb: 'entry.write',
    summary:
      'Propose to merge another entry into this one: approved, that one is withdrawn and its readers are sent here. The text of a draft joins, and the draft is discarded',
    params: row,
    body: absorbRequest,
    status: 201,
    answer: RELATED_ANSWERS.absorbed,
  },
} as const satisfies Rows;
