'use client';

import { Button, PasswordInput } from '@mantine/core';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { useOneField } from './use-one-field.ts';

type Verb = 'begin' | 'recovery-codes' | 'remove';
const NAMES: Readonly<Record<Verb, string>> = { begin: 'Go on', 'recovery-codes': 'Make new codes', remove: 'Take it away' };

/** Asks for the password before something that weighs, and does it. */
export function PasswordOnce({ verb, onCancel, onDone }: { verb: Verb; onCancel: () => void; onDone: (value: unknown) => void }) {
  const { input, problem, busy, submit } = useOneField(`/account/second-factor/${verb}`, 'password', onDone);

  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <ProblemNote text={problem} />
      <PasswordInput label="Your password" autoComplete="current-password" autoFocus {...input} />
      <div className="account-actions">
        <Button type="submit" loading={busy}>
          {NAMES[verb]}
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
