/** Why a sign-in with a service outside was refused: `why` for the log, `says` for whoever tried. */
export const OUTSIDE_REFUSALS = {
  'no-email': {
    why: 'the service told no e-mail address (email and email_verified, in the ID token or UserInfo)',
    says: 'The service that you signed in with did not tell your e-mail address. Allow it to, or ask an admin.',
  },
  'email-unverified': {
    why: 'the service did not confirm the e-mail address (email_verified, in the ID token or UserInfo)',
    says: 'The service that you signed in with has not confirmed your e-mail address. Confirm it there, then try again.',
  },
  'no-role': {
    why: 'no group of theirs gives a role here, and nobody made or invited them',
    says: 'None of your groups gives access here, and nobody invited your e-mail address. Ask an admin.',
  },
  'not-invited': {
    why: 'nobody here made or invited somebody with a confirmed address of theirs',
    says: 'That account has no access here. Ask an admin to invite its e-mail address.',
  },
  'account-closed': { why: 'their account here is closed', says: 'Your account here was closed. Ask an admin.' },
  'other-account': {
    why: 'another account of the same service belongs to the person with that address',
    says: 'Your e-mail address is used here with another account of that service. Sign in with that one, or ask an admin.',
  },
} as const;

export type OutsideRefusal = keyof typeof OUTSIDE_REFUSALS;
