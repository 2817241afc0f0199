import { z } from 'zod';
import { ANSWERS } from '../../../kernel/contract/answers.ts';
import { entryInAddress } from '../../../kernel/contract/ids.ts';
import { nothing } from '../../../kernel/contract/no-body.ts';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { titleSearch } from '../../../kernel/contract/search.ts';
import { approval } from '../../review/contract/review.ts';
import { REVIEW_ANSWERS } from '../../review/contract/review-answers.ts';
import { changeRequest, entryChange, entryFields, seenContent, withdrawalRequest } from './entry.ts';
import { presence } from './presence.ts';
import { PRESENCE_ANSWERS } from './presence-answers.ts';

const entry = z.strictObject({ id: entryInAddress });

/** The rows of entries: finding them by title, reading and writing them. */
export const ENTRY_ROUTES = {
  findEntries: {
    permission: 'archive.read',
    summary:
      'Find entries by title words, day or both, newest first, paged by cursor; with `near`, those closest in time',
    query: titleSearch,
    status: 200,
    answer: ANSWERS.entryPage,
  },
  createEntry: {
    permission: 'entry.write',
    summary: 'Create an entry as a draft',
    body: entryFields,
    repeatable: true,
    status: 201,
    answer: ANSWERS.saved,
  },
  readEntry: {
    permission: 'archive.read',
    summary: 'Read an entry with its published text and its draft or pending change',
    params: entry,
    status: 200,
    answer: ANSWERS.entryView,
  },
  saveEntry: {
    permission: 'entry.write',
    summary: 'Save a text based on the revision that If-Match names; it is merged with what others have saved since',
    params: entry,
    body: entryChange,
    ifMatch: 'entry',
    repeatable: true,
    status: 200,
    answer: ANSWERS.saved,
  },
  rebaseEntry: {
    permission: 'entry.write',
    summary: 'Merge what was published since into the open change that was seen',
    params: entry,
    body: seenContent,
    status: 200,
    answer: ANSWERS.saved,
  },
  submitEntry: {
    permission: 'entry.submit',
    summary: 'Submit the open change for review',
    params: entry,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  pullBackEntry: {
    permission: 'entry.pull-back',
    summary: 'Pull back a submitted change',
    params: entry,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  discardEntry: {
    permission: 'entry.discard',
    summary: 'Discard the open change',
    params: entry,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  approveEntry: {
    permission: 'entry.approve',
    summary: 'Approve exactly the content that was seen: publish it, or withdraw the page, now or at a set time',
    params: entry,
    body: approval,
    status: 200,
    answer: REVIEW_ANSWERS.approved,
  },
  requestEntryChanges: {
    permission: 'entry.request-changes',
    summary: 'Request changes, with a reason',
    params: entry,
    body: changeRequest,
    status: 200,
    answer: ANSWERS.moved,
  },
  withdrawEntry: {
    permission: 'entry.withdraw',
    summary: 'Request the withdrawal of a published entry; approval withdraws it',
    params: entry,
    body: withdrawalRequest,
    status: 200,
    answer: ANSWERS.moved,
  },
  entryHeartbeat: {
    permission: 'account.own',
    summary: 'Report that a tab has an entry open, or has left it, and learn who else is there',
    params: entry,
    body: presence,
    status: 200,
    answer: PRESENCE_ANSWERS.present,
  },
} as const satisfies RouteRows;
