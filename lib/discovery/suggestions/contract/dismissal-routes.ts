import { z } from 'zod';
import { entryInAddress } from '../../../kernel/contract/ids.ts';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { DISMISSAL_ANSWERS } from './dismissal-answers.ts';
import { dismissedSuggestion } from './dismissals.ts';

const row = z.strictObject({ id: entryInAddress });

/** The rows of what is not to be proposed again. */
export const DISMISSAL_ROUTES = {
  dismissSuggestion: {
    permission: 'entry.write',
    summary: 'Dismiss a suggested context, related entry or likely duplicate of an entry for good',
    params: row,
    body: dismissedSuggestion,
    status: 200,
    answer: DISMISSAL_ANSWERS.dismissal,
  },
  undoDismissal: {
    permission: 'entry.write',
    summary: 'Undo a dismissal, so that it can be suggested again',
    params: row,
    body: dismissedSuggestion,
    status: 200,
    answer: DISMISSAL_ANSWERS.dismissal,
  },
} as const satisfies RouteRows;
