import { z } from 'zod';
import type { Verb } from '#lib/domain/permission/table.ts';
import { ANSWERS } from '#lib/schemas/answers.ts';
import { approval, changeRequest, dayReorder, entryChange, entryFields, newContext, nothing } from '#lib/schemas/entry.ts';
import { newPerson, passwordChange, roleChange } from '#lib/schemas/people.ts';
import { contextSearch, eventSearch, idInAddress } from '#lib/schemas/search.ts';
import { firstAdmin } from '#lib/schemas/sign-in.ts';
import { day } from '#lib/schemas/text.ts';

/** One row per method and path: who may, what goes in, what comes out. Handlers and the API's description are both made of it. */
export type Route = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  path: string;
  verb: Verb | 'anyone';
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  ifMatch?: true;
  status: 200 | 201;
  answer: z.ZodType;
};

const event = z.strictObject({ id: idInAddress });
const person = z.strictObject({ id: idInAddress });

export const ROUTES = {
  listEvents: {
    method: 'GET',
    path: '/events',
    verb: 'archive.read',
    summary: 'Find events by words, day or both, newest first, paged by cursor',
    query: eventSearch,
    status: 200,
    answer: ANSWERS.eventPage,
  },
  createEvent: { method: 'POST', path: '/events', verb: 'entry.write', summary: 'Begin an event as a draft', body: entryFields, status: 201, answer: ANSWERS.saved },
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
    summary: 'Save a text over the revision that If-Match names',
    params: event,
    body: entryChange,
    ifMatch: true,
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
    summary: 'Approve and publish exactly the content that was seen',
    params: event,
    body: approval,
    status: 200,
    answer: ANSWERS.published,
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
  listContexts: {
    method: 'GET',
    path: '/contexts',
    verb: 'archive.read',
    summary: 'Find contexts by the beginning of a name, a word or an alias; at most ten',
    query: contextSearch,
    status: 200,
    answer: ANSWERS.contexts,
  },
  createContext: { method: 'POST', path: '/contexts', verb: 'context.create', summary: 'Add a context to the vocabulary', body: newContext, status: 201, answer: ANSWERS.context },
  orderDay: {
    method: 'PUT',
    path: '/days/{day}/order',
    verb: 'day.reorder',
    summary: "Put a day's entries in another order",
    params: z.strictObject({ day }),
    body: dayReorder,
    status: 200,
    answer: ANSWERS.dayVersion,
  },
  listPeople: { method: 'GET', path: '/people', verb: 'people.read', summary: 'List everybody with access', status: 200, answer: ANSWERS.people },
  addPerson: { method: 'POST', path: '/people', verb: 'people.manage', summary: 'Add a person', body: newPerson, status: 201, answer: ANSWERS.made },
  setPersonRole: {
    method: 'POST',
    path: '/people/{id}/role',
    verb: 'people.manage',
    summary: 'Give a person another role',
    params: person,
    body: roleChange,
    status: 200,
    answer: ANSWERS.made,
  },
  setPersonPassword: {
    method: 'POST',
    path: '/people/{id}/password',
    verb: 'people.manage',
    summary: 'Give a person a new password',
    params: person,
    body: passwordChange,
    status: 200,
    answer: ANSWERS.made,
  },
  disablePerson: {
    method: 'POST',
    path: '/people/{id}/disable',
    verb: 'people.manage',
    summary: 'Shut a person out',
    params: person,
    body: nothing,
    status: 200,
    answer: ANSWERS.made,
  },
  enablePerson: {
    method: 'POST',
    path: '/people/{id}/enable',
    verb: 'people.manage',
    summary: 'Let a person in again',
    params: person,
    body: nothing,
    status: 200,
    answer: ANSWERS.made,
  },
  setUp: { method: 'POST', path: '/setup', verb: 'anyone', summary: 'Make the first admin with the key of the one-time link', body: firstAdmin, status: 201, answer: ANSWERS.made },
  health: { method: 'GET', path: '/health', verb: 'anyone', summary: 'Whether the app and its database answer', status: 200, answer: ANSWERS.health },
  describe: { method: 'GET', path: '/openapi.json', verb: 'anyone', summary: 'This description', status: 200, answer: ANSWERS.description },
} as const satisfies Record<string, Route>;
