import { DATABASE_FAULTS } from '#lib/kernel/database-fault.ts';
import { OUTSIDE_SIGN_IN_ERRORS } from '#lib/kernel/permission/outside-sign-in-errors.ts';

// Of two kinds of one code the first one speaks.
const OF_THE_DATABASE = Object.values(DATABASE_FAULTS)
  .reverse()
  .map(({ code, says, remedy }) => [code, `${says} ${remedy}`]);

const WORDS: Readonly<Record<string, string>> = {
  CredentialsSignin: 'Wrong email or password.',
  throttled: 'Too many attempts. Wait 15 minutes, then try again.',
  'code-asked': 'Enter the code of your second factor.',
  'code-wrong': 'That code is wrong or was already used. Enter the one that the app shows now.',
  ...Object.fromEntries(OF_THE_DATABASE),
  ...Object.fromEntries(Object.entries(OUTSIDE_SIGN_IN_ERRORS).map(([code, { says }]) => [code, says])),
  AccessDenied: 'That account has no access here. Ask an admin to invite its email address.',
  SessionRequired: 'Sign in to continue.',
};

/** What to say about an error that next-auth names. */
export function signInProblem(error: string | null | undefined): string | undefined {
  return error ? (WORDS[error] ?? 'Signing in failed. Try again; if it fails again, tell an admin.') : undefined;
}
