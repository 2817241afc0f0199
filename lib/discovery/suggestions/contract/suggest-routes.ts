import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { suggestQuestion } from './suggest.ts';
import { SUGGEST_ANSWERS } from './suggest-answers.ts';

/** The rows of help for an entry that is being written. */
export const SUGGEST_ROUTES = {
  suggest: {
    permission: 'archive.read',
    summary: 'Suggest contexts and related entries for an entry, and find likely duplicates. Nothing is saved',
    body: suggestQuestion,
    status: 200,
    answer: SUGGEST_ANSWERS.suggestions,
  },
} as const satisfies RouteRows;
