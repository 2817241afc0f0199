import { z } from 'zod';
import { entryInAddress } from '../../../kernel/contract/ids.ts';
import type { Rows } from '../../../kernel/contract/route-row.ts';
import { REFUSAL_ANSWERS } from './refusal-answers.ts';
import { dismissedSuggestion } from './refusals.ts';

const row = z.strictObject({ id: entryInAddress });

/** The rows of what is not to be proposed again. */
export const REFUSAL_ROUTES = {
  refuseSuggestion: {
    permission: 'entry.write',
    summary: 'Dismiss a suggested context, related entry or likely duplicate of an entry for good',
    params: row,
    body: dismissedSuggestion,
    status: 200,
    answer: REFUSAL_ANSWERS.refusal,
  },
  takeRefusalBack: {
    permission: 'entry.write',
    summary: 'Undo a dismissal, so that it can be suggested again',
    params: row,
    body: dismissedSuggestion,
    status: 200,
    answer: REFUSAL_ANSWERS.refusal,
  },
} as const satisfies Rows;
