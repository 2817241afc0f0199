import { z } from 'zod';
import { ANSWERS } from '#lib/schemas/answers.ts';
import { nothing } from '#lib/schemas/entry.ts';
import { newPerson, passwordChange, roleChange } from '#lib/schemas/people.ts';
import { idInAddress } from '#lib/schemas/search.ts';
import type { Route } from './route-row.ts';

const person = z.strictObject({ id: idInAddress });

/** The rows of people and their rights. */
export const PEOPLE_ROUTES = {
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
} as const satisfies Record<string, Route>;
