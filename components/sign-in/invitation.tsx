'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { type AnswerOf, callApi } from '#components/api-client.ts';
import { acceptanceForm } from '#lib/people/contract/people.ts';
import { DeadLink } from './dead-link.tsx';
import { enter } from './enter.ts';
import { Entrance } from './entrance.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { ProblemNote } from './problem-note.tsx';
import { saidOf } from './said-of.ts';
import { useLinkSecret } from './use-link-secret.ts';

type Invited = AnswerOf<'lookAtInvitation'>;
type Fields = z.input<typeof acceptanceForm>;

const look = (secret: string) => callApi('lookAtInvitation', { body: { secret } });

/** The page behind an invitation's link: whoever is invited chooses a name and a password, and is signed in. */
export function Invitation() {
  const link = useLinkSecret(look);
  if (link.is === 'looking') return <Entrance title="Welcome" lead="Looking at your link …" />;
  if (link.is !== 'open') return <DeadLink says={link.is === 'dead' ? link.says : undefined} />;
  const { email, role } = link.value;
  return (
    <Entrance
      title="Welcome to the newsroom"
      lead={`You are invited as ${role === 'editor' || role === 'admin' ? 'an' : 'a'} ${role}. You will sign in as ${email}.`}
    >
      <Accept secret={link.secret} invited={link.value} />
    </Entrance>
  );
}

function Accept({ secret, invited }: { secret: string; invited: Invited }) {
  const { register, handleSubmit, setError, formState } = useForm<Fields>({
    resolver: zodResolver(acceptanceForm),
    defaultValues: { name: invited.name, password: '', repeated: '' },
  });
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState(false);
  const { errors, isSubmitting } = formState;

  async function submit({ repeated: _, ...fields }: Fields) {
    setProblem(undefined);
    const answer = await callApi('acceptInvitation', { body: { ...fields, secret } });
    if (!answer.ok) {
      for (const { field, message } of answer.problem.fields) setError(field as keyof Fields, { message });
      return setProblem(answer.problem.detail);
    }
    setDone(true);
    const failed = await enter({ email: invited.email, password: fields.password });
    location.replace(failed ? '/sign-in' : '/');
  }

  return (
    <form className="entrance-form" onSubmit={handleSubmit(submit)} noValidate>
      <ProblemNote text={problem} />
      <input type="hidden" name="username" autoComplete="username" value={invited.email} readOnly />
      <TextInput
        label="Your name"
        autoComplete="name"
        autoFocus
        {...register('name')}
        error={saidOf('Your name', errors.name)}
      />
      <NewPasswordFields
        password={{ registered: register('password'), error: errors.password }}
        repeated={{ registered: register('repeated'), error: errors.repeated }}
      />
      <Button type="submit" loading={isSubmitting || done}>
        Come in
      </Button>
    </form>
  );
}
