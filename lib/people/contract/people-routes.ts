import { z } from 'zod';
import { ANSWERS } from '../../kernel/contract/answers.ts';
import { personInAddress } from '../../kernel/contract/ids.ts';
import { nothing } from '../../kernel/contract/no-body.ts';
import type { Rows } from '../../kernel/contract/route-row.ts';
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

/** A verb about one person, by their id. */
function personVerb<Body extends z.ZodType>(summary: string, body: Body) {
  return { verb: 'people.manage', summary, params: person, body, status: 200, answer: ANSWERS.made } as const;
}

/** The rows of people and their rights, of how they get in, and tokens. */
export const PEOPLE_ROUTES = {
  listPeople: {
    verb: 'people.read',
    summary: 'List everybody with access',
    status: 200,
    answer: PEOPLE_ANSWERS.people,
  },
  addPerson: { verb: 'people.manage', summary: 'Add a person', body: newPerson, status: 201, answer: ANSWERS.made },
  setPersonRole: personVerb('Give a person another role', roleChange),
  setPersonPassword: personVerb('Give a person a new password', passwordChange),
  disablePerson: personVerb('Shut a person out', nothing),
  enablePerson: personVerb('Let a person in again', nothing),
  takeSecondFactor: personVerb('Take a person’s second factor away, as where their phone is lost', nothing),
  makeResetLink: {
    ...personVerb(
      'Make a one-time link with which a person sets a new password; it is mailed where mail is set up',
      nothing,
    ),
    answer: PEOPLE_ANSWERS.resetLink,
  },
  listInvitations: {
    verb: 'people.read',
    summary: 'List the invitations that wait',
    status: 200,
    answer: PEOPLE_ANSWERS.invitations,
  },
  invite: {
    verb: 'people.manage',
    summary: 'Invite somebody by a one-time link; it is mailed where mail is set up',
    body: newInvitation,
    status: 201,
    answer: PEOPLE_ANSWERS.invitation,
  },
  renewInvitation: {
    ...personVerb('Make a new link for an invitation that waits; the earlier one is dead', nothing),
    params: byId,
    answer: PEOPLE_ANSWERS.invitation,
  },
  revokeInvitation: { ...personVerb('Take an invitation back', nothing), params: byId },
  lookAtInvitation: {
    verb: 'anyone',
    summary: 'Whom a link invites',
    body: linkSecret,
    status: 200,
    answer: PEOPLE_ANSWERS.invited,
  },
  acceptInvitation: {
    verb: 'anyone',
    summary: 'Become the person whom a link invites',
    body: acceptance,
    status: 201,
    answer: ANSWERS.made,
  },
  askForReset: {
    throttled: true,
    verb: 'anyone',
    summary: 'Ask for a link that sets a new password; the answer is the same for every address',
    body: resetAsked,
    status: 202,
    answer: PEOPLE_ANSWERS.asked,
  },
  lookAtReset: {
    verb: 'anyone',
    summary: 'Whose password a link sets',
    body: linkSecret,
    status: 200,
    answer: PEOPLE_ANSWERS.resetFor,
  },
  resetPassword: {
    verb: 'anyone',
    summary: 'Set a new password with a one-time link',
    body: resetUsed,
    status: 200,
    answer: ANSWERS.made,
  },
  listTokens: {
    verb: 'people.read',
    summary: 'List every token, without secrets',
    status: 200,
    answer: PEOPLE_ANSWERS.tokens,
  },
  createToken: {
    verb: 'token.create',
    summary: 'Make a token for a person',
    body: newToken,
    status: 201,
    answer: PEOPLE_ANSWERS.newToken,
  },
  revokeToken: {
    verb: 'token.create',
    summary: 'End a token',
    params: byId,
    body: nothing,
    status: 200,
    answer: ANSWERS.made,
  },
} as const satisfies Rows;
