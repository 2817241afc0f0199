'use client';

import { Modal, NativeSelect, TextInput } from '@mantine/core';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { type InvitationFields, newInvitation } from '#lib/people/contract/people.ts';
import type { MadeLink } from './one-time-link.tsx';
import styles from './people.module.css';
import { ROLE_OPTIONS } from './role-words.ts';

const EMPTY: InvitationFields = { email: '', name: '', role: 'editor' };

/** The form that invites somebody. */
export function InvitePerson({
  opened,
  onClose,
  onMade,
}: {
  opened: boolean;
  onClose: () => void;
  onMade: (made: MadeLink) => void;
}) {
  return (
    <Modal opened={opened} onClose={onClose} title="Invite someone" closeButtonProps={{ 'aria-label': 'Close' }}>
      <InvitationForm onClose={onClose} onMade={onMade} />
    </Modal>
  );
}

function InvitationForm({ onClose, onMade }: { onClose: () => void; onMade: (made: MadeLink) => void }) {
  const { register, errors, busy, problem, sends } = useApiForm({ schema: newInvitation, begin: EMPTY });
  const submit = sends(
    (fields) => callApi('invite', { body: fields }),
    (made, { email }) => {
      onClose();
      onMade(invitationLink(email, made));
    },
  );

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ProblemNote text={problem?.detail} />
      <TextInput
        label="Email"
        type="email"
        autoComplete="off"
        data-autofocus
        {...register('email')}
        error={fieldError('Email', errors.email)}
      />
      <TextInput
        label="Name"
        description="Optional. They can change it."
        autoComplete="off"
        {...register('name')}
        error={fieldError('Name', errors.name)}
      />
      <NativeSelect label="Role" data={ROLE_OPTIONS} {...register('role')} error={fieldError('Role', errors.role)} />
      <DialogButtons submit="Create link" busy={busy} onCancel={onClose} />
    </form>
  );
}

/** A made invitation as it is shown. */
export function invitationLink(email: string, { link, mailed }: { link: string; mailed: boolean }): MadeLink {
  return { title: `${email} is invited`, email, link, mailed, life: 'three days' };
}
