import { z } from 'zod';
import { ANSWERS } from '../../kernel/contract/answers.ts';
import { nothing } from '../../kernel/contract/no-body.ts';
import type { Rows } from '../../kernel/contract/route-row.ts';
import { idInAddress } from '../../kernel/contract/search.ts';
import { accountChange, codeOnce, ownPasswordChange, passwordOnce, sessionInAddress } from './account.ts';
import { PEOPLE_ANSWERS } from './people-answers.ts';

const own = { verb: 'account.own', status: 200 } as const;

/** The rows of a person's own account. */
export const ACCOUNT_ROUTES = {
  readAccount: { ...own, summary: 'Your account', answer: PEOPLE_ANSWERS.account },
  changeAccount: {
    ...own,
    summary: 'Change your name or what you are mailed',
    body: accountChange,
    answer: ANSWERS.made,
  },
  changeOwnPassword: {
    ...own,
    throttled: true,
    summary: 'Set a new password, the old one given; every session of yours ends',
    body: ownPasswordChange,
    answer: ANSWERS.made,
  },
  listSessions: { ...own, summary: 'Where you are signed in', answer: PEOPLE_ANSWERS.sessions },
  endSession: {
    ...own,
    summary: 'Sign out there',
    params: sessionInAddress,
    body: nothing,
    answer: PEOPLE_ANSWERS.ended,
  },
  endOtherSessions: { ...own, summary: 'Sign out everywhere but here', body: nothing, answer: PEOPLE_ANSWERS.ended },
  beginSecondFactor: {
    ...own,
    throttled: true,
    summary: 'Make a secret for an authenticator app, the password given',
    body: passwordOnce,
    answer: PEOPLE_ANSWERS.sharedSecret,
  },
  confirmSecondFactor: {
    ...own,
    throttled: true,
    summary: 'Have the second factor count, a code of the app given',
    body: codeOnce,
    answer: PEOPLE_ANSWERS.recoveryCodes,
  },
  renewRecoveryCodes: {
    ...own,
    throttled: true,
    summary: 'Make new recovery codes, the password given; earlier ones are dead',
    body: passwordOnce,
    answer: PEOPLE_ANSWERS.recoveryCodes,
  },
  removeSecondFactor: {
    ...own,
    throttled: true,
    summary: 'Take your second factor away, the password given',
    body: passwordOnce,
    answer: ANSWERS.made,
  },
  listOwnTokens: { ...own, summary: 'The tokens that act in your name', answer: PEOPLE_ANSWERS.tokens },
  revokeOwnToken: {
    ...own,
    summary: 'End a token that acts in your name',
    params: z.strictObject({ id: idInAddress }),
    body: nothing,
    answer: ANSWERS.made,
  },
} as const satisfies Rows;
