'use client';

import { Button, PasswordInput } from '@mantine/core';
import { callApi } from '#components/api-client.ts';
import { NewPasswordFields } from '#components/sign-in/new-password-fields.tsx';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import base from '#components/ui/base.module.css';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { ownPasswordForm } from '#lib/people/contract/account.ts';
import styles from './account.module.css';

/** A new password of one's own. Every session ends, so it leads to signing in. */
export function OwnPassword({ email }: { email: string }) {
  const { register, errors, busy, problem, sends } = useApiForm({
    schema: ownPasswordForm,
    begin: { old: '', password: '', repeated: '' },
    leaves: true,
  });
  const submit = sends(
    ({ repeated: _, ...fields }) => callApi('changeOwnPassword', { body: fields }),
    () => {
      location.assign('/sign-in?callbackUrl=%2Faccount');
    },
  );

  return (
    <section className={styles.section} aria-labelledby="password">
      <h2 id="password">Password</h2>
      <p className={base.dimmed}>Changing it signs you out everywhere, including here.</p>
      <form className={styles.form} onSubmit={submit} noValidate>
        <ProblemNote text={problem?.detail} />
        <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
        <PasswordInput
          label="Current password"
          autoComplete="current-password"
          {...register('old')}
          error={fieldError('This', errors.old)}
        />
        <NewPasswordFields
          label="New password"
          password={{ registered: register('password'), error: errors.password }}
          repeated={{ registered: register('repeated'), error: errors.repeated }}
        />
        <div className={styles.actions}>
          <Button type="submit" variant="default" loading={busy}>
            Change password
          </Button>
        </div>
      </form>
    </section>
  );
}
