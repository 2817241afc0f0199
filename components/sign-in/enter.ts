import { signIn } from 'next-auth/react';
import type { CredentialFields } from '#lib/schemas/sign-in.ts';
import { signInProblem } from './problem-words.ts';

/** Signs in with a password. The sentence to show where that failed. */
export async function enter({ email, password }: CredentialFields): Promise<string | undefined> {
  try {
    const answer = await signIn('credentials', { email, password, redirect: false });
    return answer?.ok ? undefined : signInProblem(answer?.error ?? 'unknown');
  } catch {
    return 'The server does not answer. Try again in a moment.';
  }
}
