import { z } from 'zod';
import { absorbRequest } from '#lib/schemas/related.ts';
import { RELATED_ANSWERS } from '#lib/schemas/related-answers.ts';
import { idInAddress } from '#lib/schemas/search.ts';
import type { Route } from './route-row.ts';

const row = z.strictObject({ id: idInAddress });

/** The rows of entries that lead to each other, and of two that become one. */
export const RELATED_ROUTES = {
  listLinks: {
    method: 'GET',
    path: '/events/{id}/links',
    verb: 'archive.read',
    summary: 'The published events that name this one among their related ones, newest day first',
    params: row,
    status: 200,
    answer: RELATED_ANSWERS.links,
  },
  absorbEvent: {
    method: 'POST',
    path: '/events/{id}/absorb',
    verb: 'entry.write',
    summary: 'Propose to merge another event into this one: approved, that one is withdrawn and its readers are sent here. The text of a draft joins, and the draft is discarded',
    params: row,
    body: absorbRequest,
    status: 201,
    answer: RELATED_ANSWERS.absorbed,
  },
} as const satisfies Record<string, Route>;
