import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Entrance } from '#components/sign-in/entrance.tsx';
import { signInProblem } from '#components/sign-in/problem-words.ts';
import { SignInForm } from '#components/sign-in/sign-in-form.tsx';
import { pathInside } from '#lib/people/rules/callback-url.ts';
import { setting } from '#lib/platform/environment/environment.ts';
import { outsideServices } from '../api/auth/outside-providers.ts';
import { signedIn } from '../session.ts';

export const metadata: Metadata = { title: 'Sign in' };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl, error } = await searchParams;
  const goTo = pathInside(withoutOrigin(one(callbackUrl)));
  if (await signedIn()) redirect(goTo);
  return (
    <Entrance title="Sign in" lead="Only people added by an admin can sign in.">
      <SignInForm goTo={goTo} services={outsideServices()} problem={signInProblem(one(error))} />
    </Entrance>
  );
}

/** next-auth writes the whole address of this site where a path would do. */
function withoutOrigin(asked: string | undefined): string | undefined {
  const site = setting('NEXTAUTH_URL')?.replace(/\/$/, '');
  return site && asked?.startsWith(`${site}/`) ? asked.slice(site.length) : asked;
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
