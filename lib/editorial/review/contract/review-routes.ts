import { z } from 'zod';
import { ANSWERS } from '../../../kernel/contract/answers.ts';
import { entryInAddress } from '../../../kernel/contract/ids.ts';
import { nothing } from '../../../kernel/contract/no-body.ts';
import type { Rows } from '../../../kernel/contract/route-row.ts';
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
    verb: 'archive.read',
    summary:
      'List what waits for review, longest first, or one list of it, paged by cursor: entries, changes of names and pages of prose',
    query: queueSearch,
    status: 200,
    answer: REVIEW_ANSWERS.queue,
  },
  countQueue: {
    verb: 'archive.read',
    summary: 'How much each list of the queue has, counted up to 1,000',
    status: 200,
    answer: REVIEW_ANSWERS.queueCounts,
  },
  readEntryFiles: {
    verb: 'archive.read',
    summary: 'The files that the approval of the open proposal would change, as they are and as they would be',
    params: entry,
    status: 200,
    answer: REVIEW_ANSWERS.files,
  },
  listThreads: {
    verb: 'archive.read',
    summary: 'List the comments on the open proposal of an entry, or on the one that is named, thread by thread',
    params: entry,
    query: threadSearch,
    status: 200,
    answer: REVIEW_ANSWERS.threads,
  },
  openThread: {
    verb: 'comment.write',
    summary: 'Begin a thread of comments on a field of the open proposal, or on the whole of it',
    params: entry,
    body: newThread,
    status: 201,
    answer: REVIEW_ANSWERS.commented,
  },
  replyToThread: {
    verb: 'comment.write',
    summary: 'Answer in a thread',
    params: one,
    body: newComment,
    status: 201,
    answer: REVIEW_ANSWERS.commented,
  },
  resolveThread: {
    verb: 'comment.write',
    summary: 'Settle a thread',
    params: one,
    body: nothing,
    status: 200,
    answer: REVIEW_ANSWERS.settled,
  },
  reopenThread: {
    verb: 'comment.write',
    summary: 'Open a settled thread again',
    params: one,
    body: nothing,
    status: 200,
    answer: REVIEW_ANSWERS.settled,
  },
  findPeople: {
    verb: 'archive.read',
    summary: 'Find people by the beginning of a name, to call or to choose them; names alone, at most ten',
    query: nameSearch,
    status: 200,
    answer: REVIEW_ANSWERS.names,
  },
  assignEntry: {
    verb: 'entry.assign',
    summary: 'Give what is in review to a reviewer who did not write it, or to nobody',
    params: entry,
    body: assignment,
    status: 200,
    answer: REVIEW_ANSWERS.assigned,
  },
  scheduleEntry: {
    verb: 'entry.approve',
    summary: 'Approve exactly the content that was seen for a time, or for another time than was set',
    params: entry,
    body: scheduleRequest,
    status: 200,
    answer: REVIEW_ANSWERS.scheduled,
  },
  cancelEntrySchedule: {
    verb: 'entry.approve',
    summary: 'Take the time of an approval back: the proposal waits for a decision again',
    params: entry,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  fixEntry: {
    verb: 'entry.write',
    summary: 'Mend a few words or one source of a published page, and put that before the reviewers in one go',
    params: entry,
    body: smallFix,
    status: 200,
    answer: ANSWERS.moved,
  },
  startBulk: {
    verb: 'bulk.start',
    summary:
      'Approve, send back, submit, discard or assign many entries; a worker does them one by one, and each is told',
    body: bulkStart,
    repeatable: true,
    status: 202,
    answer: REVIEW_ANSWERS.started,
  },
  readBulk: {
    verb: 'bulk.start',
    summary: 'Follow a bulk run of your own: its state, progress, report and log',
    params: one,
    status: 200,
    answer: RUN_ANSWERS.bulk,
  },
  listBulkFiles: {
    verb: 'bulk.start',
    summary: 'The entries of a bulk run, and what came of each',
    params: one,
    query: runFileSearch,
    status: 200,
    answer: REVIEW_ANSWERS.bulkFiles,
  },
  cancelBulk: {
    verb: 'bulk.start',
    summary: 'Cancel a bulk run; what was done until then stays done',
    params: one,
    body: nothing,
    status: 200,
    answer: REVIEW_ANSWERS.started,
  },
  retryBulk: {
    verb: 'bulk.start',
    summary: 'Start a new run over whatever an ended one did not do',
    params: one,
    body: nothing,
    status: 202,
    answer: REVIEW_ANSWERS.started,
  },
} as const satisfies Rows;
