import { z } from 'zod';
import { CONTEXT_ANSWERS } from '../editorial/contexts/contract/context-answers.ts';
import { DAY_ANSWERS } from '../editorial/days/contract/day-answers.ts';
import { changeRequest, seenContent } from '../editorial/entries/contract/entry.ts';
import { PROSE_ANSWERS, proseDiscard } from '../editorial/prose/prose-input.ts';
import { nothing } from '../kernel/contract/no-body.ts';
import type { RouteRows } from '../kernel/contract/route-row.ts';
import { idInAddress } from '../kernel/contract/search.ts';

const one = z.strictObject({ id: idInAddress });

/**
 * The rows of what waits in the queue beside entries: changes of a context's names, new texts of pages of free prose
 * (opinion, api, faq), and other orders of days.
 */
export const CHANGE_ROUTES = {
  readContextChange: {
    permission: 'archive.read',
    summary: 'Read a context change that is waiting for approval, with its pages before and after',
    params: one,
    status: 200,
    answer: CONTEXT_ANSWERS.change,
  },
  approveContextChange: {
    permission: 'context.merge',
    summary: 'Approve a context change that somebody else requested, by the hash of the preview that was read',
    params: one,
    body: seenContent,
    status: 200,
    answer: CONTEXT_ANSWERS.decided,
  },
  requestContextChanges: {
    permission: 'context.merge',
    summary: 'Request changes to a context change, with a reason',
    params: one,
    body: changeRequest,
    status: 200,
    answer: CONTEXT_ANSWERS.decided,
  },
  discardContextChange: {
    permission: 'context.merge',
    summary: 'Discard a context change of your own',
    params: one,
    body: nothing,
    status: 200,
    answer: CONTEXT_ANSWERS.decided,
  },
  readProse: {
    permission: 'archive.read',
    summary: 'Read a new text for a text page, and the text that readers see',
    params: one,
    status: 200,
    answer: PROSE_ANSWERS.change,
  },
  approveProse: {
    permission: 'entry.approve',
    summary: 'Approve and publish exactly the text of a text page that was seen',
    params: one,
    body: seenContent,
    status: 200,
    answer: PROSE_ANSWERS.decided,
  },
  discardProse: {
    permission: 'entry.discard',
    summary: 'Discard a new text for a text page, as its author or a reviewer',
    params: one,
    body: proseDiscard,
    status: 200,
    answer: PROSE_ANSWERS.decided,
  },
  readDayOrderChange: {
    permission: 'archive.read',
    summary: "Read a proposed order for a day, with the day's page before and after",
    params: one,
    status: 200,
    answer: DAY_ANSWERS.orderChange,
  },
  approveDayOrder: {
    permission: 'day.reorder',
    summary: 'Approve exactly the order for a day that was seen',
    params: one,
    body: seenContent,
    status: 200,
    answer: DAY_ANSWERS.orderDecided,
  },
  discardDayOrder: {
    permission: 'day.propose-order',
    summary: 'Discard a proposed order for a day, as its author or a reviewer',
    params: one,
    body: proseDiscard,
    status: 200,
    answer: DAY_ANSWERS.orderDecided,
  },
} as const satisfies RouteRows;
