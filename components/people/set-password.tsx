'use client';

import { Modal, PasswordInput } from '@mantine/core';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { passwordChange, SHORTEST_PASSWORD } from '#lib/people/contract/people.ts';
import type { ListedPerson } from '#lib/people/queries/people.ts';
import styles from './people.module.css';

/** The form for a person's new password. */
export function SetPassword({
  person,
  onClose,
  onDone,
}: {
  person: ListedPerson;
  onClose: () => void;
  onDone: (message: string) => void;
}) {
  const { register, errors, busy, problem, sends } = useApiForm({
    schema: passwordChange,
    begin: { password: '' },
  });
  const submit = sends(
    (fields) => callApi('setPersonPassword', { params: { id: person.id }, body: fields }),
    () => {
      onClose();
      onDone(`${person.name} has a new password.`);
    },
  );

  return (
    <Modal
      opened
      onClose={onClose}
      title={`New password for ${person.name}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className={styles.form} onSubmit={submit} noValidate>
        <ProblemNote text={problem?.detail} />
        <PasswordInput
          label="Password"
          description={`At least ${SHORTEST_PASSWORD} characters. This signs ${person.name} out everywhere.`}
          autoComplete="new-password"
          data-autofocus
          {...register('password')}
          error={fieldError('Password', errors.password)}
        />
        <DialogButtons submit="Set password" busy={busy} onCancel={onClose} />
      </form>
    </Modal>
  );
}
