import { suggestQuestion } from '#lib/schemas/suggest.ts';
import { SUGGEST_ANSWERS } from '#lib/schemas/suggest-answers.ts';
import type { Rows } from './route-row.ts';

/** The rows of help for an entry that is being written. */
export const SUGGEST_ROUTES = {
  suggest: {
    verb: 'archive.read',
    summary:
      'Propose contexts and related events for an entry, and find entries that may tell the same event. Nothing is written',
    body: suggestQuestion,
    status: 200,
    answer: SUGGEST_ANSWERS.suggestions,
  },
} as const satisfies Rows;
