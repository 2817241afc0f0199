'use client';

import Link from 'next/link';
import { callApi } from '#components/api-client.ts';
import { Entrance } from './entrance.tsx';
import { SetupForm } from './setup-form.tsx';
import { useLinkSecret } from './use-link-secret.ts';

const look = (secret: string) => callApi('lookAtSetup', { body: { secret } });

/** The page behind the link of the first start: whoever has it makes the first admin. */
export function Setup() {
  const link = useLinkSecret(look);
  if (link.is === 'looking') return <Entrance title="Make the first admin" lead="Looking at your link …" />;
  if (link.is !== 'open') return <DeadSetupLink />;
  return (
    <Entrance
      title="Make the first admin"
      lead="You are the first one here. This account manages everybody else's; the link that led you here works once."
    >
      <SetupForm setupKey={link.secret} />
    </Entrance>
  );
}

function DeadSetupLink() {
  return (
    <Entrance
      title="This link does not work"
      lead="It was used already, replaced by a newer one, or copied incompletely."
    >
      <p>
        If there is no admin yet, start Dateline again: it prints a new link in the terminal. If there is one,{' '}
        <Link href="/sign-in">sign in</Link>.
      </p>
    </Entrance>
  );
}
