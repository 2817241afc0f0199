import { z } from 'zod';
import { restoreRequest, revisionList, revisionPair } from '#lib/schemas/history.ts';
import { HISTORY_ANSWERS } from '#lib/schemas/history-answers.ts';
import { idInAddress } from '#lib/schemas/search.ts';
import type { Route } from './route-row.ts';

const event = z.strictObject({ id: idInAddress });

/** The rows of what was: revisions, the differences between them, and bringing one back. */
export const HISTORY_ROUTES = {
  listRevisions: {
    method: 'GET',
    path: '/events/{id}/revisions',
    verb: 'archive.read',
    summary: 'List the revisions of an event, newest first, paged by cursor',
    params: event,
    query: revisionList,
    status: 200,
    answer: HISTORY_ANSWERS.revisions,
  },
  readRevision: {
    method: 'GET',
    path: '/events/{id}/revisions/{revision}',
    verb: 'archive.read',
    summary: 'Read one revision with its whole text',
    params: z.strictObject({ id: idInAddress, revision: idInAddress }),
    status: 200,
    answer: HISTORY_ANSWERS.revision,
  },
  compareRevisions: {
    method: 'GET',
    path: '/events/{id}/revisions/diff',
    verb: 'archive.read',
    summary: 'Compare two revisions of an event, field by field',
    params: event,
    query: revisionPair,
    status: 200,
    answer: HISTORY_ANSWERS.difference,
  },
  restoreRevision: {
    method: 'POST',
    path: '/events/{id}/restore',
    verb: 'entry.write',
    summary: 'Bring an earlier text back, as a proposal on top of what stands',
    params: event,
    body: restoreRequest,
    status: 200,
    answer: HISTORY_ANSWERS.restored,
  },
} as const satisfies Record<string, Route>;
