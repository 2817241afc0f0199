import { z } from 'zod';
import { ANSWERS } from '#lib/schemas/answers.ts';
import { changeRequest, entryChange, entryFields, nothing, seenContent, withdrawalRequest } from '#lib/schemas/entry.ts';
import { presence } from '#lib/schemas/presence.ts';
import { PRESENCE_ANSWERS } from '#lib/schemas/presence-answers.ts';
import { approval } from '#lib/schemas/review.ts';
import { REVIEW_ANSWERS } from '#lib/schemas/review-answers.ts';
import { eventSearch, idInAddress } from '#lib/schemas/search.ts';
import type { Route } from './route-row.ts';

const event = z.strictObject({ id: idInAddress });

/** The rows of events: finding, reading and writing them. */
export const EVENT_ROUTES = {
  listEvents: {
    method: 'GET',
    path: '/events',
    verb: 'archive.read',
    summary: 'Find events by words, day or both, newest first, paged by cursor; or with `near` those of the nearest days',
    query: eventSearch,
    status: 200,
    answer: ANSWERS.eventPage,
  },
  createEvent: {
    method: 'POST',
    path: '/events',
    verb: 'entry.write',
    summary: 'Begin an event as a draft',
    body: entryFields,
    repeatable: true,
    status: 201,
    answer: ANSWERS.saved,
  },
  readEvent: {
    method: 'GET',
    path: '/events/{id}',
    verb: 'archive.read',
    summary: 'Read an event with its published text and open proposal',
    params: event,
    status: 200,
    answer: ANSWERS.eventView,
  },
  saveEvent: {
    method: 'PATCH',
    path: '/events/{id}',
    verb: 'entry.write',
    summary: 'Save a text that descends from the revision that If-Match names; it is merged with what others wrote since',
    params: event,
    body: entryChange,
    ifMatch: 'event',
    repeatable: true,
    status: 200,
    answer: ANSWERS.saved,
  },
  mergeEvent: {
    method: 'POST',
    path: '/events/{id}/merge',
    verb: 'entry.write',
    summary: 'Put the open proposal that was seen on top of what was published since it began',
    params: event,
    body: seenContent,
    status: 200,
    answer: ANSWERS.saved,
  },
  submitEvent: {
    method: 'POST',
    path: '/events/{id}/submit',
    verb: 'entry.submit',
    summary: 'Hand the open proposal to the reviewers',
    params: event,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  pullBackEvent: {
    method: 'POST',
    path: '/events/{id}/pull-back',
    verb: 'entry.pull-back',
    summary: 'Take a submitted proposal back',
    params: event,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  discardEvent: {
    method: 'POST',
    path: '/events/{id}/discard',
    verb: 'entry.discard',
    summary: 'Give the open proposal up',
    params: event,
    body: nothing,
    status: 200,
    answer: ANSWERS.moved,
  },
  approveEvent: {
    method: 'POST',
    path: '/events/{id}/approve',
    verb: 'entry.approve',
    summary: 'Approve exactly the content that was seen: it is published, or with a withdrawal its page taken away, at once or at a time',
    params: event,
    body: approval,
    status: 200,
    answer: REVIEW_ANSWERS.approved,
  },
  requestEventChanges: {
    method: 'POST',
    path: '/events/{id}/request-changes',
    verb: 'entry.request-changes',
    summary: 'Send a proposal back with a reason',
    params: event,
    body: changeRequest,
    status: 200,
    answer: ANSWERS.moved,
  },
  withdrawEvent: {
    method: 'POST',
    path: '/events/{id}/withdraw',
    verb: 'entry.withdraw',
    summary: 'Ask that a published page be taken away; approving that proposal takes it away',
    params: event,
    body: withdrawalRequest,
    status: 200,
    answer: ANSWERS.moved,
  },
  attendEvent: {
    method: 'POST',
    path: '/events/{id}/presence',
    verb: 'account.own',
    summary: 'Say that a tab has an entry open, or leaves it, and learn who else is there',
    params: event,
    body: presence,
    status: 200,
    answer: PRESENCE_ANSWERS.present,
  },
} as const satisfies Record<string, Route>;
