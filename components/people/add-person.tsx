'use client';

import { Modal, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { type NewPersonFields, newPerson, SHORTEST_PASSWORD } from '#lib/people/contract/people.ts';
import styles from './people.module.css';
import { ROLE_OPTIONS } from './role-words.ts';

const EMPTY: NewPersonFields = { name: '', email: '', role: 'editor', password: '' };

/** The form for a new person. */
export function AddPerson({
  opened,
  onClose,
  onDone,
}: {
  opened: boolean;
  onClose: () => void;
  onDone: (message: string) => void;
}) {
  return (
    <Modal opened={opened} onClose={onClose} title="Add person" closeButtonProps={{ 'aria-label': 'Close' }}>
      <PersonForm onClose={onClose} onDone={onDone} />
    </Modal>
  );
}

function PersonForm({ onClose, onDone }: { onClose: () => void; onDone: (message: string) => void }) {
  const { register, errors, busy, problem, sends } = useApiForm({ schema: newPerson, begin: EMPTY });
  const submit = sends(
    (fields) => callApi('addPerson', { body: fields }),
    (_, { name }) => {
      onClose();
      onDone(`${name} can sign in now.`);
    },
  );

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ProblemNote text={problem?.detail} />
      <TextInput
        label="Name"
        autoComplete="off"
        data-autofocus
        {...register('name')}
        error={fieldError('Name', errors.name)}
      />
      <TextInput
        label="Email"
        type="email"
        autoComplete="off"
        {...register('email')}
        error={fieldError('Email', errors.email)}
      />
      <NativeSelect label="Role" data={ROLE_OPTIONS} {...register('role')} error={fieldError('Role', errors.role)} />
      <PasswordInput
        label="Password"
        description={`At least ${SHORTEST_PASSWORD} characters. Hand it over in person or by phone.`}
        autoComplete="new-password"
        {...register('password')}
        error={fieldError('Password', errors.password)}
      />
      <DialogButtons submit="Add" busy={busy} onCancel={onClose} />
    </form>
  );
}
