'use client';

import { Button, PasswordInput } from '@mantine/core';
import type { ApiAnswer } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { useOneField } from './use-one-field.ts';

type Props<Value> = {
  /** What the button says. */
  label: string;
  send: (password: string) => Promise<ApiAnswer<Value>>;
  onCancel: () => void;
  onDone: (value: Value) => void;
};

/** Asks for the password before something that weighs, and does it. */
export function PasswordOnce<Value>({ label, send, onCancel, onDone }: Props<Value>) {
  const { input, problem, busy, submit } = useOneField(send, onDone);

  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <ProblemNote text={problem} />
      <PasswordInput label="Your password" autoComplete="current-password" autoFocus {...input} />
      <div className="account-actions">
        <Button type="submit" loading={busy}>
          {label}
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
