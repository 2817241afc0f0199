import type { Metadata } from 'next';
import Link from 'next/link';
import { Entrance } from '#components/sign-in/entrance.tsx';
import { SetupForm } from '#components/sign-in/setup-form.tsx';
import { isOpenSetupKey } from '#lib/auth/setup-link.ts';
import { currentStore } from '#lib/store/current.ts';

export const metadata: Metadata = { title: 'Set up', referrer: 'no-referrer' };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function SetupPage({ searchParams }: { searchParams: Search }) {
  const { key } = await searchParams;
  if (typeof key !== 'string' || !(await isOpenSetupKey(currentStore(), key))) return <DeadLink />;
  return (
    <Entrance title="Make the first admin" lead="You are the first one here. This account manages everybody else's; the link that led you here works once.">
      <SetupForm setupKey={key} />
    </Entrance>
  );
}

function DeadLink() {
  return (
    <Entrance title="This link does not work" lead="It was used already, replaced by a newer one, or copied incompletely.">
      <p>
        If there is no admin yet, start Dateline again: it prints a new link in the terminal. If there is one, <Link href="/sign-in">sign in</Link>.
      </p>
    </Entrance>
  );
}
