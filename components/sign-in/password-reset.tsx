'use client';

import { Button, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { resetAsked, resetForm } from '#lib/people/contract/people.ts';
import { DeadLink } from './dead-link.tsx';
import styles from './entrance.module.css';
import { Entrance } from './entrance.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { ProblemNote } from './problem-note.tsx';
import { useLinkSecret } from './use-link-secret.ts';

const look = (secret: string) => callApi('lookAtReset', { body: { secret } });

/** The page for a forgotten password: without a link it asks for the address, with one it takes a new password. */
export function PasswordReset({ mails }: { mails: boolean }) {
  const link = useLinkSecret(look);
  if (link.is === 'looking') return <Entrance title="Set a new password" />;
  if (link.is === 'dead') return <DeadLink says={link.says} />;
  if (link.is === 'open')
    return (
      <Entrance title="Set a new password" lead={`For ${link.value.email}. This signs you out everywhere.`}>
        <SetNew secret={link.secret} email={link.value.email} />
      </Entrance>
    );
  return (
    <Entrance
      title="Forgot your password?"
      lead={
        mails
          ? 'Enter your email address. If it belongs to an account, a reset link is sent to it.'
          : 'Email is not set up here. Ask an admin for a password reset link.'
      }
    >
      {mails && <Ask />}
      <p className={styles.aside}>
        <Link href="/sign-in">Back to sign in</Link>
      </p>
    </Entrance>
  );
}

function Ask() {
  const { register, errors, busy, problem, sends } = useApiForm({ schema: resetAsked, begin: { email: '' } });
  const [asked, setAsked] = useState('');
  const submit = sends(
    (fields) => callApi('askForReset', { body: fields }),
    (_, { email }) => setAsked(email),
  );

  return (
    <>
      <p role="status">{asked && `If ${asked} belongs to an account, a link is on its way. It works for one hour.`}</p>
      {!asked && (
        <form className={styles.form} onSubmit={submit} noValidate>
          <ProblemNote text={problem?.detail} />
          <TextInput
            label="Email"
            type="email"
            autoComplete="username"
            autoFocus
            {...register('email')}
            error={fieldError('Email', errors.email)}
          />
          <Button type="submit" loading={busy}>
            Send link
          </Button>
        </form>
      )}
    </>
  );
}

function SetNew({ secret, email }: { secret: string; email: string }) {
  const { register, errors, busy, problem, sends } = useApiForm({
    schema: resetForm,
    begin: { password: '', repeated: '' },
  });
  const [done, setDone] = useState(false);
  const submit = sends(
    ({ password }) => callApi('resetPassword', { body: { secret, password } }),
    () => setDone(true),
  );

  if (done)
    return (
      <p role="status">
        Your password was changed. <Link href="/sign-in">Sign in</Link>.
      </p>
    );
  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ProblemNote text={problem?.detail} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <NewPasswordFields
        label="New password"
        password={{ registered: register('password'), error: errors.password }}
        repeated={{ registered: register('repeated'), error: errors.repeated }}
      />
      <Button type="submit" loading={busy}>
        Set password
      </Button>
    </form>
  );
}
