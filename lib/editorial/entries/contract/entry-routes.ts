import { z } from 'zod';
import { ANSWERS } from '../../../kernel/contract/answers.ts';
import { entryInAddress } from '../../../kernel/contract/ids.ts';
import { nothing } from '../../../kernel/contract/no-body.ts';
import type { Rows } from '../../../kernel/contract/route-row.ts';
import { eventSearch } from '../../../kernel/contract/search.ts';
import { approval } from '../../review/contract/review.ts';
import { REVIEW_ANSWERS } from '../../review/contract/review-answers.ts';
import { changeRequest, entryChange, entryFields, seenContent, withdrawalRequest } from './entry.ts';
import { presence } from './presence.ts';
import { PRESENCE_ANSWERS } from './presence-answers.ts';

const entry = z.strictObject({ id: entryInAddress });

/** The rows of entries: finding them by title, reading and writing them. */
export const ENTRY_ROUTES = {
  findEntries: {
    verb: 'archive.read',
    summary:
      'Find entries by words of their title, by day or both, newest first, paged by cursor; or with `near` those of the nearest days',
    query: eventSearch,
    status: 200,
    answer: ANSWERS.eventPage,
  },
  createEntry: {
    verb: 'entry.write',
    summary: 'Begin an entry as a draft',
    body: entryFields,
    repeatable: true,
    status: 201,
    answer: ANSWERS.saved,
  },
  readEntry: {
    verb: 'archive.read',
    summary: 'Read an entry with its published text and open proposal',
    params: entry,
    status: 200,
    answer: ANSWERS.eventView,
  },
  saveEntry: {
    verb: 'entry.write',
    summary:
      'Save a text that descends from the revision that If-Match names; it is merged with what others wrote since',
    params: entry,
    body: entryChange,
    ifMatch: 'entry',
    repeatable: true,
    status: 200,
    answer: ANSWERS.saved,
  },
  mergeEntry: {
    verb: 'entry.write',
    summary: 'Put the open proposal that was seen on top of what was published since it began',
    params: entry,
    body: seenContent,
    status: 200,
    answer: ANSWERS.saved,
  },
  submitEntry: {
    verb: 'entry.submit',
    summary: 'Hand the open proposal to the reviewers',
    params: entry,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  pullBackEntry: {
    verb: 'entry.pull-back',
    summary: 'Take a submitted proposal back',
    params: entry,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  discardEntry: {
    verb: 'entry.discard',
    summary: 'Give the open proposal up',
    params: entry,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  approveEntry: {
    verb: 'entry.approve',
    summary:
      'Approve exactly the content that was seen: it is published, or with a withdrawal its page taken away, at once or at a time',
    params: entry,
    body: approval,
    status: 200,
    answer: REVIEW_ANSWERS.approved,
  },
  requestEntryChanges: {
    verb: 'entry.request-changes',
    summary: 'Send a proposal back with a reason',
    params: entry,
    body: changeRequest,
    status: 200,
    answer: ANSWERS.moved,
  },
  withdrawEntry: {
    verb: 'entry.withdraw',
    summary: 'Ask that a published page be taken away; approving that proposal takes it away',
    params: entry,
    body: withdrawalRequest,
    status: 200,
    answer: ANSWERS.moved,
  },
  attendEntry: {
    verb: 'account.own',
    summary: 'Say that a tab has an entry open, or leaves it, and learn who else is there',
    params: entry,
    body: presence,
    status: 200,
    answer: PRESENCE_ANSWERS.present,
  },
} as const satisfies Rows;
