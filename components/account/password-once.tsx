'use client';

import { Button, PasswordInput } from '@mantine/core';
import type { ApiAnswer } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { passwordOnce } from '#lib/people/contract/account.ts';
import styles from './account.module.css';

type Props<Value> = {
  /** What the button says. */
  label: string;
  send: (password: string) => Promise<ApiAnswer<Value>>;
  onCancel: () => void;
  onDone: (value: Value) => void;
};

/** Asks for the password before a change that matters, and makes it. */
export function PasswordOnce<Value>({ label, send, onCancel, onDone }: Props<Value>) {
  const { register, errors, busy, problem, sends } = useApiForm({
    schema: passwordOnce,
    begin: { password: '' },
    retype: 'password',
  });
  const submit = sends(({ password }) => send(password), onDone);

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ProblemNote text={problem?.detail} />
      <PasswordInput
        label="Your password"
        autoComplete="current-password"
        autoFocus
        {...register('password')}
        error={fieldError('This', errors.password)}
      />
      <div className={styles.actions}>
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
