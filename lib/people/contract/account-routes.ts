import { z } from 'zod';
import { ANSWERS } from '../../kernel/contract/answers.ts';
import { nothing } from '../../kernel/contract/no-body.ts';
import type { RouteRows } from '../../kernel/contract/route-row.ts';
import { idInAddress } from '../../kernel/contract/search.ts';
import { accountChange, codeOnce, ownPasswordChange, passwordOnce, sessionInAddress } from './account.ts';
import { PEOPLE_ANSWERS } from './people-answers.ts';

const own = { permission: 'account.own', status: 200 } as const;

/** The rows of a person's own account. */
export const ACCOUNT_ROUTES = {
  readAccount: { ...own, summary: 'Read your account', answer: PEOPLE_ANSWERS.account },
  changeAccount: {
    ...own,
    summary: 'Change your name or your mail settings',
    body: accountChange,
    answer: ANSWERS.made,
  },
  changeOwnPassword: {
    ...own,
    throttled: true,
    summary: 'Set a new password, given the old one; all your sessions end',
    body: ownPasswordChange,
    answer: ANSWERS.made,
  },
  listSessions: { ...own, summary: 'List your sessions', answer: PEOPLE_ANSWERS.sessions },
  endSession: {
    ...own,
    summary: 'End a session',
    params: sessionInAddress,
    body: nothing,
    answer: PEOPLE_ANSWERS.ended,
  },
  endOtherSessions: { ...own, summary: 'End all your other sessions', body: nothing, answer: PEOPLE_ANSWERS.ended },
  beginSecondFactor: {
    ...own,
    throttled: true,
    summary: 'Create a secret for an authenticator app, given the password',
    body: passwordOnce,
    answer: PEOPLE_ANSWERS.sharedSecret,
  },
  confirmSecondFactor: {
    ...own,
    throttled: true,
    summary: 'Turn on the second factor, given a code from the app',
    body: codeOnce,
    answer: PEOPLE_ANSWERS.recoveryCodes,
  },
  renewRecoveryCodes: {
    ...own,
    throttled: true,
    summary: 'Create new recovery codes, given the password; earlier codes stop working',
    body: passwordOnce,
    answer: PEOPLE_ANSWERS.recoveryCodes,
  },
  removeSecondFactor: {
    ...own,
    throttled: true,
    summary: 'Remove your second factor, given the password',
    body: passwordOnce,
    answer: ANSWERS.made,
  },
  listOwnTokens: { ...own, summary: 'List the tokens that act in your name', answer: PEOPLE_ANSWERS.tokens },
  revokeOwnToken: {
    ...own,
    summary: 'Revoke a token that acts in your name',
    params: z.strictObject({ id: idInAddress }),
    body: nothing,
    answer: ANSWERS.made,
  },
} as const satisfies RouteRows;
