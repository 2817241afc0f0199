import { z } from 'zod';
import { ANSWERS } from '../../kernel/contract/answers.ts';
import { personInAddress } from '../../kernel/contract/ids.ts';
import { nothing } from '../../kernel/contract/no-body.ts';
import type { RouteRows } from '../../kernel/contract/route-row.ts';
import { idInAddress } from '../../kernel/contract/search.ts';
import {
  acceptance,
  linkSecret,
  newInvitation,
  newPerson,
  newToken,
  passwordChange,
  resetAsked,
  resetUsed,
  roleChange,
} from './people.ts';
import { PEOPLE_ANSWERS } from './people-answers.ts';

const byId = z.strictObject({ id: idInAddress });
const person = z.strictObject({ id: personInAddress });

/** An action about one person, by their id. */
function personAction<Body extends z.ZodType>(summary: string, body: Body) {
  return { permission: 'people.manage', summary, params: person, body, status: 200, answer: ANSWERS.made } as const;
}

/** The rows of people and their rights, of how they get in, and tokens. */
export const PEOPLE_ROUTES = {
  listPeople: {
    permission: 'people.read',
    summary: 'List people',
    status: 200,
    answer: PEOPLE_ANSWERS.people,
  },
  addPerson: {
    permission: 'people.manage',
    summary: 'Add a person',
    body: newPerson,
    status: 201,
    answer: ANSWERS.made,
  },
  setPersonRole: personAction('Change a person’s role', roleChange),
  setPersonPassword: personAction('Set a person’s password', passwordChange),
  disablePerson: personAction('Disable a person', nothing),
  enablePerson: personAction('Enable a person', nothing),
  takeSecondFactor: personAction('Remove a person’s second factor, for example if their phone is lost', nothing),
  makeResetLink: {
    ...personAction('Create a one-time link to set a new password; it is mailed if mail is set up', nothing),
    answer: PEOPLE_ANSWERS.resetLink,
  },
  listInvitations: {
    permission: 'people.read',
    summary: 'List open invitations',
    status: 200,
    answer: PEOPLE_ANSWERS.invitations,
  },
  invite: {
    permission: 'people.manage',
    summary: 'Invite somebody with a one-time link; it is mailed if mail is set up',
    body: newInvitation,
    status: 201,
    answer: PEOPLE_ANSWERS.invitation,
  },
  renewInvitation: {
    ...personAction('Create a new link for an open invitation; the earlier link stops working', nothing),
    params: byId,
    answer: PEOPLE_ANSWERS.invitation,
  },
  revokeInvitation: { ...personAction('Revoke an invitation', nothing), params: byId },
  lookAtInvitation: {
    permission: 'anyone',
    summary: 'Read whom a link invites',
    body: linkSecret,
    status: 200,
    answer: PEOPLE_ANSWERS.invited,
  },
  acceptInvitation: {
    permission: 'anyone',
    summary: 'Accept an invitation',
    body: acceptance,
    status: 201,
    answer: ANSWERS.made,
  },
  askForReset: {
    throttled: true,
    permission: 'anyone',
    summary: 'Request a link to set a new password; the response is the same for every address',
    body: resetAsked,
    status: 202,
    answer: PEOPLE_ANSWERS.asked,
  },
  lookAtReset: {
    permission: 'anyone',
    summary: 'Read whose password a link sets',
    body: linkSecret,
    status: 200,
    answer: PEOPLE_ANSWERS.resetFor,
  },
  resetPassword: {
    permission: 'anyone',
    summary: 'Set a new password with a one-time link',
    body: resetUsed,
    status: 200,
    answer: ANSWERS.made,
  },
  listTokens: {
    permission: 'people.read',
    summary: 'List all tokens, without their secrets',
    status: 200,
    answer: PEOPLE_ANSWERS.tokens,
  },
  createToken: {
    permission: 'token.create',
    summary: 'Create a token for a person',
    body: newToken,
    status: 201,
    answer: PEOPLE_ANSWERS.newToken,
  },
  revokeToken: {
    permission: 'token.create',
    summary: 'Revoke a token',
    params: byId,
    body: nothing,
    status: 200,
    answer: ANSWERS.made,
  },
} as const satisfies RouteRows;
