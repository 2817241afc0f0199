'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { accountChange } from '#lib/people/contract/account.ts';
import type { AccountView } from '#lib/people/queries/account.ts';
import styles from './account.module.css';

const MAIL_OPTIONS = [
  { value: 'each', label: 'Each notice separately' },
  { value: 'daily', label: 'Daily summary' },
  { value: 'none', label: 'No email; notices appear in the app' },
];

/** The name that others see, and what is sent by email. */
export function Profile({ account }: { account: AccountView }) {
  const router = useRouter();
  const { register, errors, busy, problem, sends } = useApiForm({
    schema: accountChange,
    begin: { name: account.name, mailNotices: account.mailNotices },
  });
  const submit = sends(
    (fields) => callApi('changeAccount', { body: fields }),
    () => {
      notifications.show({ message: 'Your account was saved.' });
      router.refresh();
    },
  );

  return (
    <section className={styles.section} aria-labelledby="profile">
      <h2 id="profile">Name and email</h2>
      <form className={styles.form} onSubmit={submit} noValidate>
        <ProblemNote text={problem?.detail} />
        <TextInput
          label="Name"
          autoComplete="name"
          defaultValue={account.name}
          {...register('name')}
          error={fieldError('Name', errors.name)}
        />
        <NativeSelect
          label="Email notices"
          data={MAIL_OPTIONS}
          defaultValue={account.mailNotices}
          {...register('mailNotices')}
          error={fieldError('This choice', errors.mailNotices)}
        />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            Save
          </Button>
        </div>
      </form>
    </section>
  );
}
