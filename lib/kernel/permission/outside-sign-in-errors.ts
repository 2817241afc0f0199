/** Why a sign-in with a service outside was refused: `why` for the log, `says` for whoever tried. */
export const OUTSIDE_SIGN_IN_ERRORS = {
  'no-email': {
    why: 'the service gave no email address (email and email_verified, in the ID token or UserInfo)',
    says: 'The service that you signed in with did not share your email address. Allow it to, or ask an admin.',
  },
  'email-unverified': {
    why: 'the service did not confirm the email address (email_verified, in the ID token or UserInfo)',
    says: 'The service that you signed in with has not confirmed your email address. Confirm it there, then try again.',
  },
  'no-role': {
    why: 'none of their groups gives a role here, and nobody added or invited them',
    says: 'None of your groups gives access here, and nobody invited your email address. Ask an admin.',
  },
  'not-invited': {
    why: 'nobody here added or invited a person with a confirmed address of theirs',
    says: 'That account has no access here. Ask an admin to invite its email address.',
  },
  'account-closed': { why: 'their account here is disabled', says: 'Your account here was disabled. Ask an admin.' },
  'other-account': {
    why: 'another account of the same service belongs to the person with that address',
    says:
      'Your email address is used here with another account of that service. Sign in with that one, or ask an ' +
      'admin.',
  },
} as const;

export type OutsideSignInError = keyof typeof OUTSIDE_SIGN_IN_ERRORS;
