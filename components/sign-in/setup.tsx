'use client';

import Link from 'next/link';
import { callApi } from '#components/api-client.ts';
import { Entrance } from './entrance.tsx';
import { SetupForm } from './setup-form.tsx';
import { useLinkSecret } from './use-link-secret.ts';

const look = (secret: string) => callApi('lookAtSetup', { body: { secret } });

/** The page behind the link of the first start: whoever has it creates the admin account. */
export function Setup() {
  const link = useLinkSecret(look);
  if (link.is === 'looking') return <Entrance title="Create the admin account" lead="Checking your link…" />;
  if (link.is !== 'open') return <DeadSetupLink />;
  return (
    <Entrance
      title="Create the admin account"
      lead="You are the first person here. This account manages all the others. The link you used works only once."
    >
      <SetupForm setupKey={link.secret} />
    </Entrance>
  );
}

function DeadSetupLink() {
  return (
    <Entrance
      title="This link does not work"
      lead="It was already used, was replaced by a newer one, or was not copied completely."
    >
      <p>
        If there is no admin yet, restart Dateline: it prints a new link in the terminal. Otherwise,{' '}
        <Link href="/sign-in">sign in</Link>.
      </p>
    </Entrance>
  );
}
