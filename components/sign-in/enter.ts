import { signIn } from 'next-auth/react';
import type { CredentialFields } from '#lib/people/contract/sign-in.ts';
import { signInProblem } from './problem-words.ts';

/** Why signing in failed, and the sentence to show. `code-asked`: the password was right, and a code is wanted too. */
export type SignInFailure = { because: string; says: string };

/** Signs in with a password, and a code where one was asked for. What was in the way, if anything did. */
export async function enter({ email, password, code }: CredentialFields): Promise<SignInFailure | undefined> {
  try {
    const answer = await signIn('credentials', { email, password, ...(code ? { code } : {}), redirect: false });
    if (answer?.ok) return undefined;
    const because = answer?.error ?? 'unknown';
    return { because, says: signInProblem(because) ?? '' };
  } catch {
    return { because: 'unreachable', says: 'The server does not answer. Try again in a moment.' };
  }
}
