'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { callApi } from '#components/api-client.ts';
import { type SetupFields, setupForm } from '#lib/people/contract/sign-in.ts';
import { enter } from './enter.ts';
import { NewPasswordFields } from './new-password-fields.tsx';
import { ProblemNote } from './problem-note.tsx';
import { saidOf } from './said-of.ts';

const EMPTY: SetupFields = { name: '', email: '', password: '', repeated: '', sample: true };

/** Makes the first admin with the key of the one-time link, and signs them in. */
export function SetupForm({ setupKey }: { setupKey: string }) {
  const { register, handleSubmit, formState, setError } = useForm<SetupFields>({
    resolver: zodResolver(setupForm),
    defaultValues: EMPTY,
  });
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState(false);
  const { errors, isSubmitting } = formState;

  async function submit({ repeated: _, ...fields }: SetupFields) {
    setProblem(undefined);
    const answer = await callApi('setUp', { body: { ...fields, key: setupKey } });
    if (!answer.ok) {
      for (const { field, message } of answer.problem.fields) setError(field as keyof SetupFields, { message });
      return setProblem(answer.problem.detail);
    }
    setDone(true);
    const failed = await enter(fields);
    location.assign(failed ? '/sign-in' : '/');
  }

  return (
    <form className="entrance-form" onSubmit={handleSubmit(submit)} noValidate>
      <ProblemNote text={problem} />
      <TextInput
        label="Your name"
        autoComplete="name"
        autoFocus
        {...register('name')}
        error={saidOf('Your name', errors.name)}
      />
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        {...register('email')}
        error={saidOf('E-mail', errors.email)}
      />
      <NewPasswordFields
        password={{ registered: register('password'), error: errors.password }}
        repeated={{ registered: register('repeated'), error: errors.repeated }}
      />
      <Checkbox
        label="Load a sample archive"
        description="Some sixty invented entries to try everything on. Leave it out to start empty."
        {...register('sample')}
      />
      <Button type="submit" loading={isSubmitting || done}>
        Make this account and sign in
      </Button>
    </form>
  );
}
