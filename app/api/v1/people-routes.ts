import { z } from 'zod';
import { ANSWERS } from '#lib/schemas/answers.ts';
import { auditExport, auditSearch } from '#lib/schemas/audit.ts';
import { nothing } from '#lib/schemas/entry.ts';
import { acceptance, linkSecret, newInvitation, newPerson, newToken, passwordChange, resetAsked, resetUsed, roleChange } from '#lib/schemas/people.ts';
import { PEOPLE_ANSWERS } from '#lib/schemas/people-answers.ts';
import { idInAddress } from '#lib/schemas/search.ts';
import type { Route } from './route-row.ts';

const byId = z.strictObject({ id: idInAddress });

/** A verb about one person, by their id. */
function personVerb<const Path extends string, Body extends z.ZodType>(path: Path, summary: string, body: Body) {
  return { method: 'POST', path, verb: 'people.manage', summary, params: byId, body, status: 200, answer: ANSWERS.made } as const;
}

/** The rows of people and their rights, of how they get in, of tokens and of the log of what everybody did. */
export const PEOPLE_ROUTES = {
  listPeople: { method: 'GET', path: '/people', verb: 'people.read', summary: 'List everybody with access', status: 200, answer: PEOPLE_ANSWERS.people },
  addPerson: { method: 'POST', path: '/people', verb: 'people.manage', summary: 'Add a person', body: newPerson, status: 201, answer: ANSWERS.made },
  setPersonRole: personVerb('/people/{id}/role', 'Give a person another role', roleChange),
  setPersonPassword: personVerb('/people/{id}/password', 'Give a person a new password', passwordChange),
  disablePerson: personVerb('/people/{id}/disable', 'Shut a person out', nothing),
  enablePerson: personVerb('/people/{id}/enable', 'Let a person in again', nothing),
  takeSecondFactor: personVerb('/people/{id}/take-second-factor', 'Take a person’s second factor away, as where their phone is lost', nothing),
  makeResetLink: {
    ...personVerb('/people/{id}/reset-link', 'Make a one-time link with which a person sets a new password; it is mailed where mail is set up', nothing),
    answer: PEOPLE_ANSWERS.resetLink,
  },
  listInvitations: { method: 'GET', path: '/invitations', verb: 'people.read', summary: 'List the invitations that wait', status: 200, answer: PEOPLE_ANSWERS.invitations },
  invite: {
    method: 'POST',
    path: '/invitations',
    verb: 'people.manage',
    summary: 'Invite somebody by a one-time link; it is mailed where mail is set up',
    body: newInvitation,
    status: 201,
    answer: PEOPLE_ANSWERS.invitation,
  },
  renewInvitation: {
    ...personVerb('/invitations/{id}/renew', 'Make a new link for an invitation that waits; the earlier one is dead', nothing),
    answer: PEOPLE_ANSWERS.invitation,
  },
  revokeInvitation: personVerb('/invitations/{id}/revoke', 'Take an invitation back', nothing),
  lookAtInvitation: {
    method: 'POST',
    path: '/invitations/look',
    verb: 'anyone',
    summary: 'Whom a link invites',
    body: linkSecret,
    status: 200,
    answer: PEOPLE_ANSWERS.invited,
  },
  acceptInvitation: {
    method: 'POST',
    path: '/invitations/accept',
    verb: 'anyone',
    summary: 'Become the person whom a link invites',
    body: acceptance,
    status: 201,
    answer: ANSWERS.made,
  },
  askForReset: {
    method: 'POST',
    path: '/password-resets',
    verb: 'anyone',
    summary: 'Ask for a link that sets a new password; the answer is the same for every address',
    body: resetAsked,
    status: 202,
    answer: PEOPLE_ANSWERS.asked,
  },
  lookAtReset: {
    method: 'POST',
    path: '/password-resets/look',
    verb: 'anyone',
    summary: 'Whose password a link sets',
    body: linkSecret,
    status: 200,
    answer: PEOPLE_ANSWERS.resetFor,
  },
  resetPassword: {
    method: 'POST',
    path: '/password-resets/use',
    verb: 'anyone',
    summary: 'Set a new password with a one-time link',
    body: resetUsed,
    status: 200,
    answer: ANSWERS.made,
  },
  listTokens: { method: 'GET', path: '/tokens', verb: 'people.read', summary: 'List every token, without secrets', status: 200, answer: PEOPLE_ANSWERS.tokens },
  createToken: { method: 'POST', path: '/tokens', verb: 'token.create', summary: 'Make a token for a person', body: newToken, status: 201, answer: PEOPLE_ANSWERS.newToken },
  revokeToken: {
    method: 'POST',
    path: '/tokens/{id}/revoke',
    verb: 'token.create',
    summary: 'End a token',
    params: byId,
    body: nothing,
    status: 200,
    answer: ANSWERS.made,
  },
  searchAudit: { method: 'GET', path: '/audit', verb: 'audit.read', summary: 'Search the audit log, newest first', query: auditSearch, status: 200, answer: PEOPLE_ANSWERS.audit },
  exportAudit: {
    method: 'GET',
    path: '/audit/export',
    verb: 'audit.read',
    summary: 'Everything that a search of the audit log finds, as a file',
    query: auditExport,
    status: 200,
    answer: PEOPLE_ANSWERS.auditFile,
    answerType: 'text/csv',
  },
} as const satisfies Record<string, Route>;
