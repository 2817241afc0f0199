'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, TextInput } from '@mantine/core';
import Link from 'next/link';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { callApi } from '#components/api-client.ts';
import { resetAsked, resetForm } from '#lib/people/contract/people.ts';
import { DeadLink } from './dead-link.tsx';
import { Entrance } from './entrance.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { ProblemNote } from './problem-note.tsx';
import { saidOf } from './said-of.ts';
import { useLinkSecret } from './use-link-secret.ts';

const look = (secret: string) => callApi('lookAtReset', { body: { secret } });

/** The page for a forgotten password: without a link it asks for the address, with one it takes a new password. */
export function PasswordReset({ mails }: { mails: boolean }) {
  const link = useLinkSecret(look);
  if (link.is === 'looking') return <Entrance title="A new password" />;
  if (link.is === 'dead') return <DeadLink says={link.says} />;
  if (link.is === 'open')
    return (
      <Entrance
        title="A new password"
        lead={`For ${link.value.email}. Wherever you are signed in, you will be signed out.`}
      >
        <SetNew secret={link.secret} email={link.value.email} />
      </Entrance>
    );
  return (
    <Entrance
      title="Forgot the password?"
      lead={
        mails
          ? 'Type your address. If somebody here has it, a link is sent there.'
          : 'No mail is set up here. Ask an admin for a link that sets a new password.'
      }
    >
      {mails && <Ask />}
      <p className="entrance-aside">
        <Link href="/sign-in">Back to sign in</Link>
      </p>
    </Entrance>
  );
}

type AskFields = z.input<typeof resetAsked>;

function Ask() {
  const { register, handleSubmit, formState } = useForm<AskFields>({
    resolver: zodResolver(resetAsked),
    defaultValues: { email: '' },
  });
  const [problem, setProblem] = useState<string>();
  const [asked, setAsked] = useState('');

  async function submit(fields: AskFields) {
    setProblem(undefined);
    const answer = await callApi('askForReset', { body: fields });
    return answer.ok ? setAsked(fields.email) : setProblem(answer.problem.detail);
  }

  return (
    <>
      <p role="status">
        {asked && `If somebody here has the address ${asked}, a link is on its way. It works for an hour.`}
      </p>
      {!asked && (
        <form className="entrance-form" onSubmit={handleSubmit(submit)} noValidate>
          <ProblemNote text={problem} />
          <TextInput
            label="E-mail"
            type="email"
            autoComplete="username"
            autoFocus
            {...register('email')}
            error={saidOf('E-mail', formState.errors.email)}
          />
          <Button type="submit" loading={formState.isSubmitting}>
            Send a link
          </Button>
        </form>
      )}
    </>
  );
}

type SetFields = z.input<typeof resetForm>;

function SetNew({ secret, email }: { secret: string; email: string }) {
  const { register, handleSubmit, setError, formState } = useForm<SetFields>({
    resolver: zodResolver(resetForm),
    defaultValues: { password: '', repeated: '' },
  });
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState(false);
  const { errors, isSubmitting } = formState;

  async function submit({ password }: SetFields) {
    setProblem(undefined);
    const answer = await callApi('resetPassword', { body: { secret, password } });
    if (answer.ok) return setDone(true);
    for (const { field, message } of answer.problem.fields) setError(field as keyof SetFields, { message });
    if (!answer.problem.fields.length) setProblem(answer.problem.detail);
  }

  if (done)
    return (
      <p role="status">
        The new password counts. <Link href="/sign-in">Sign in with it</Link>.
      </p>
    );
  return (
    <form className="entrance-form" onSubmit={handleSubmit(submit)} noValidate>
      <ProblemNote text={problem} />
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <NewPasswordFields
        label="New password"
        password={{ registered: register('password'), error: errors.password }}
        repeated={{ registered: register('repeated'), error: errors.repeated }}
      />
      <Button type="submit" loading={isSubmitting}>
        Set the password
      </Button>
    </form>
  );
}
