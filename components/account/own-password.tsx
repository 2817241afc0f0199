'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { callApi } from '#components/api-client.ts';
import { NewPasswordFields } from '#components/sign-in/new-password-fields.tsx';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { saidOf } from '#components/sign-in/said-of.ts';
import { ownPasswordForm } from '#lib/people/contract/account.ts';

type Fields = z.input<typeof ownPasswordForm>;

/** A new password of one's own. Every session ends, so it leads to signing in. */
export function OwnPassword({ email }: { email: string }) {
  const { register, handleSubmit, setError, formState } = useForm<Fields>({
    resolver: zodResolver(ownPasswordForm),
    defaultValues: { old: '', password: '', repeated: '' },
  });
  const [problem, setProblem] = useState<string>();
  const [done, setDone] = useState(false);
  const { errors, isSubmitting } = formState;

  async function submit({ repeated: _, ...fields }: Fields) {
    setProblem(undefined);
    const answer = await callApi('changeOwnPassword', { body: fields });
    if (answer.ok) {
      setDone(true);
      return location.assign('/sign-in?callbackUrl=%2Faccount');
    }
    for (const { field, message } of answer.problem.fields)
      setError(field as keyof Fields, { message }, { shouldFocus: true });
    if (!answer.problem.fields.length) setProblem(answer.problem.detail);
  }

  return (
    <section className="account-section" aria-labelledby="password">
      <h2 id="password">Password</h2>
      <p className="dimmed">A new one signs you out everywhere, here too.</p>
      <form className="account-form" onSubmit={handleSubmit(submit)} noValidate>
        <ProblemNote text={problem} />
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label="Old password"
          autoComplete="current-password"
          {...register('old')}
          error={saidOf('It', errors.old)}
        />
        <NewPasswordFields
          label="New password"
          password={{ registered: register('password'), error: errors.password }}
          repeated={{ registered: register('repeated'), error: errors.repeated }}
        />
        <div className="account-actions">
          <Button type="submit" variant="default" loading={isSubmitting || done}>
            Change the password
          </Button>
        </div>
      </form>
    </section>
  );
}
