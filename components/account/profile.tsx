'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { saidOf } from '#components/sign-in/said-of.ts';
import { accountChange } from '#lib/people/contract/account.ts';
import type { AccountView } from '#lib/people/queries/account.ts';

type Fields = z.input<typeof accountChange>;

const MAIL_OPTIONS = [
  { value: 'each', label: 'Each notice by itself' },
  { value: 'daily', label: 'Once a day, all together' },
  { value: 'none', label: 'No mail; notices stand in the app' },
];

/** The name that others see, and what is mailed. */
export function Profile({ account }: { account: AccountView }) {
  const router = useRouter();
  const { register, handleSubmit, setError, formState } = useForm<Fields>({
    resolver: zodResolver(accountChange),
    defaultValues: { name: account.name, mailNotices: account.mailNotices },
  });
  const [problem, setProblem] = useState<string>();

  async function submit(fields: Fields) {
    setProblem(undefined);
    const answer = await callApi('changeAccount', { body: fields });
    if (!answer.ok) {
      for (const { field, message } of answer.problem.fields)
        setError(field as keyof Fields, { message }, { shouldFocus: true });
      return answer.problem.fields.length ? undefined : setProblem(answer.problem.detail);
    }
    notifications.show({ message: 'Your account is saved.' });
    router.refresh();
  }

  return (
    <section className="account-section" aria-labelledby="profile">
      <h2 id="profile">Name and mail</h2>
      <form className="account-form" onSubmit={handleSubmit(submit)} noValidate>
        <ProblemNote text={problem} />
        <TextInput
          label="Name"
          autoComplete="name"
          defaultValue={account.name}
          {...register('name')}
          error={saidOf('Name', formState.errors.name)}
        />
        <NativeSelect
          label="Notices by mail"
          data={MAIL_OPTIONS}
          defaultValue={account.mailNotices}
          {...register('mailNotices')}
          error={saidOf('It', formState.errors.mailNotices)}
        />
        <div className="account-actions">
          <Button type="submit" loading={formState.isSubmitting}>
            Save
          </Button>
        </div>
      </form>
    </section>
  );
}
