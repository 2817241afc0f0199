'use client';

import { Button, Checkbox, TextInput } from '@mantine/core';
import { callApi } from '#components/api-client.ts';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { type SetupFields, setupForm } from '#lib/people/contract/sign-in.ts';
import { enter } from './enter.ts';
import styles from './entrance.module.css';
import { NewPasswordFields } from './new-password-fields.tsx';
import { ProblemNote } from './problem-note.tsx';

const EMPTY: SetupFields = { name: '', email: '', password: '', repeated: '', sample: true };

/** Creates the admin account with the key of the one-time link, and signs them in. */
export function SetupForm({ setupKey }: { setupKey: string }) {
  const { register, errors, busy, problem, sends } = useApiForm({ schema: setupForm, begin: EMPTY, leaves: true });
  const submit = sends(
    ({ repeated: _, ...fields }) => callApi('setUp', { body: { ...fields, key: setupKey } }),
    async (_, { email, password, sample }) => {
      const failed = await enter({ email, password });
      location.assign(failed ? '/sign-in' : sample ? '/?sample=loading' : '/');
    },
  );

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ProblemNote text={problem?.detail} />
      <TextInput
        label="Your name"
        autoComplete="name"
        autoFocus
        {...register('name')}
        error={fieldError('Your name', errors.name)}
      />
      <TextInput
        label="Email"
        type="email"
        autoComplete="username"
        {...register('email')}
        error={fieldError('Email', errors.email)}
      />
      <NewPasswordFields
        password={{ registered: register('password'), error: errors.password }}
        repeated={{ registered: register('repeated'), error: errors.repeated }}
      />
      <Checkbox
        label="Load a sample archive"
        description="About sixty invented entries to try things out. Clear the box to start empty."
        {...register('sample')}
      />
      <Button type="submit" loading={busy}>
        Create account and sign in
      </Button>
    </form>
  );
}
