'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { OverlayComing } from '#components/keys/overlays.tsx';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { fetched } from '#components/ui/fetched.ts';
import type { AccountView } from '#lib/people/queries/account.ts';
import styles from './account.module.css';
import { PasswordOnce } from './password-once.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

const SetUpFactor = dynamic(() => fetched(() => import('./set-up-factor.tsx')).then((file) => file.SetUpFactor), {
  loading: OverlayComing,
});

type Step =
  | { is: 'rest' }
  | { is: 'begin' | 'renew' | 'remove' }
  | { is: 'scan'; secret: string; address: string }
  | { is: 'codes'; codes: readonly string[] };

const REST: Step = { is: 'rest' };

/** The second factor: whether it is on, setting it up, its recovery codes, and removing it. */
export function SecondFactor({ account }: { account: AccountView }) {
  const router = useRouter();
  const [step, setStep] = useState<Step>(REST);
  const on = account.secondFactorSince !== null;

  function settle() {
    setStep(REST);
    router.refresh();
  }

  return (
    <section className={styles.section} aria-labelledby="second-factor">
      <h2 id="second-factor">Second factor</h2>
      <FactorStatus account={account} />
      {step.is === 'rest' && account.hasPassword && (
        <div className={styles.actions}>
          {!on && <Button onClick={() => setStep({ is: 'begin' })}>Set up</Button>}
          {on && (
            <Button variant="default" onClick={() => setStep({ is: 'renew' })}>
              New recovery codes
            </Button>
          )}
          {on && (
            <Button variant="default" onClick={() => setStep({ is: 'remove' })}>
              Remove
            </Button>
          )}
        </div>
      )}
      <PasswordSteps step={step} go={setStep} onRemoved={settle} />
      {step.is === 'scan' && (
        <SetUpFactor
          secret={step.secret}
          address={step.address}
          onCancel={settle}
          onDone={(codes) => setStep({ is: 'codes', codes })}
        />
      )}
      {step.is === 'codes' && <RecoveryCodes codes={step.codes} onDone={settle} />}
    </section>
  );
}

/** The steps that ask for the password first. */
function PasswordSteps({ step, go, onRemoved }: { step: Step; go(to: Step): void; onRemoved(): void }) {
  const onCancel = () => go(REST);
  if (step.is === 'begin')
    return (
      <PasswordOnce
        label="Continue"
        send={(password) => callApi('beginSecondFactor', { body: { password } })}
        onCancel={onCancel}
        onDone={({ secret, address }) => go({ is: 'scan', secret, address })}
      />
    );
  if (step.is === 'renew')
    return (
      <PasswordOnce
        label="Create new codes"
        send={(password) => callApi('renewRecoveryCodes', { body: { password } })}
        onCancel={onCancel}
        onDone={({ recoveryCodes }) => go({ is: 'codes', codes: recoveryCodes })}
      />
    );
  if (step.is !== 'remove') return null;
  return (
    <PasswordOnce
      label="Remove"
      send={(password) => callApi('removeSecondFactor', { body: { password } })}
      onCancel={onCancel}
      onDone={onRemoved}
    />
  );
}

function FactorStatus({ account: { secondFactorSince, recoveryCodes, hasPassword } }: { account: AccountView }) {
  if (!hasPassword)
    return (
      <p className={base.dimmed}>
        You sign in through an outside service and have no password here. Set up a second factor there.
      </p>
    );
  if (!secondFactorSince)
    return (
      <p className={base.dimmed}>
        With a second factor, signing in also asks for a code from an app on your phone. A stolen password is then not
        enough.
      </p>
    );
  return (
    <p className={base.dimmed}>
      On since <TimeAgo at={secondFactorSince} />. {recoveryCodes} of 10 recovery codes are left.
    </p>
  );
}
