import { z } from 'zod';
import { ANSWERS } from '../../../kernel/contract/answers.ts';
import { entryInAddress } from '../../../kernel/contract/ids.ts';
import { nothing } from '../../../kernel/contract/no-body.ts';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { idInAddress } from '../../../kernel/contract/search.ts';
import { runFileSearch } from '../../../runs/contract/exports.ts';
import { RUN_ANSWERS } from '../../../runs/contract/run-answers.ts';
import {
  assignment,
  bulkStart,
  nameSearch,
  newComment,
  newThread,
  queueSearch,
  scheduleRequest,
  smallFix,
  threadSearch,
} from './review.ts';
import { REVIEW_ANSWERS } from './review-answers.ts';

const one = z.strictObject({ id: idInAddress });
const entry = z.strictObject({ id: entryInAddress });

/** The rows of reviewing: the queue, comments, assignment, approvals for later and of many. */
export const REVIEW_ROUTES = {
  listQueue: {
    permission: 'archive.read',
    summary:
      'List what is waiting for review, oldest first, optionally one queue list, paged by cursor: entries, context ' +
      'changes, text pages and day orders',
    query: queueSearch,
    status: 200,
    answer: REVIEW_ANSWERS.queue,
  },
  countQueue: {
    permission: 'archive.read',
    summary: 'Count the items in each queue list, up to 1,000',
    status: 200,
    answer: REVIEW_ANSWERS.queueCounts,
  },
  readEntryFiles: {
    permission: 'archive.read',
    summary: 'Preview the files that approval would change, before and after',
    params: entry,
    status: 200,
    answer: REVIEW_ANSWERS.files,
  },
  listThreads: {
    permission: 'archive.read',
    summary: 'List the comments on the open or the given change of an entry, by thread',
    params: entry,
    query: threadSearch,
    status: 200,
    answer: REVIEW_ANSWERS.threads,
  },
  openThread: {
    permission: 'comment.write',
    summary: 'Start a comment thread on a field of the open change, or on all of it',
    params: entry,
    body: newThread,
    status: 201,
    answer: REVIEW_ANSWERS.commented,
  },
  replyToThread: {
    permission: 'comment.write',
    summary: 'Reply in a thread',
    params: one,
    body: newComment,
    status: 201,
    answer: REVIEW_ANSWERS.commented,
  },
  resolveThread: {
    permission: 'comment.write',
    summary: 'Resolve a thread',
    params: one,
    body: nothing,
    status: 200,
    answer: REVIEW_ANSWERS.settled,
  },
  reopenThread: {
    permission: 'comment.write',
    summary: 'Reopen a resolved thread',
    params: one,
    body: nothing,
    status: 200,
    answer: REVIEW_ANSWERS.settled,
  },
  findPeople: {
    permission: 'archive.read',
    summary: 'Find up to ten people by the start of a name, to mention or choose them; names only',
    query: nameSearch,
    status: 200,
    answer: REVIEW_ANSWERS.names,
  },
  assignEntry: {
    permission: 'entry.assign',
    summary: 'Assign an entry in review to a reviewer who did not write it, or to nobody',
    params: entry,
    body: assignment,
    status: 200,
    answer: REVIEW_ANSWERS.assigned,
  },
  scheduleEntry: {
    permission: 'entry.approve',
    summary: 'Schedule or reschedule exactly the content that was seen',
    params: entry,
    body: scheduleRequest,
    status: 200,
    answer: REVIEW_ANSWERS.scheduled,
  },
  cancelEntrySchedule: {
    permission: 'entry.approve',
    summary: 'Cancel the schedule of an approval: the change is in review again',
    params: entry,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  fixEntry: {
    permission: 'entry.write',
    summary: 'Quick fix: correct a few words or one source of a published entry and submit it in one step',
    params: entry,
    body: smallFix,
    status: 200,
    answer: ANSWERS.moved,
  },
  startBulk: {
    permission: 'bulk.start',
    summary:
      'Approve, request changes to, submit, discard or assign many entries; a worker processes them one by one and ' +
      'reports each',
    body: bulkStart,
    repeatable: true,
    status: 202,
    answer: REVIEW_ANSWERS.started,
  },
  readBulk: {
    permission: 'bulk.start',
    summary: 'Follow a bulk run of your own: its state, progress, report and log',
    params: one,
    status: 200,
    answer: RUN_ANSWERS.bulk,
  },
  listBulkFiles: {
    permission: 'bulk.start',
    summary: 'List the entries of a bulk run and their results',
    params: one,
    query: runFileSearch,
    status: 200,
    answer: REVIEW_ANSWERS.bulkFiles,
  },
  cancelBulk: {
    permission: 'bulk.start',
    summary: 'Cancel a bulk run; what was done before stays done',
    params: one,
    body: nothing,
    status: 200,
    answer: REVIEW_ANSWERS.started,
  },
  retryBulk: {
    permission: 'bulk.start',
    summary: 'Start a new run for the entries that an ended run did not finish',
    params: one,
    body: nothing,
    status: 202,
    answer: REVIEW_ANSWERS.started,
  },
} as const satisfies RouteRows;
