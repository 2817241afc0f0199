'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { saidOf } from '#components/sign-in/said-of.ts';
import { type InvitationFields, newInvitation } from '#lib/people/contract/people.ts';
import type { MadeLink } from './one-time-link.tsx';
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
    <Modal opened={opened} onClose={onClose} title="Invite somebody" closeButtonProps={{ 'aria-label': 'Close' }}>
      <InvitationForm onClose={onClose} onMade={onMade} />
    </Modal>
  );
}

function InvitationForm({ onClose, onMade }: { onClose: () => void; onMade: (made: MadeLink) => void }) {
  const { register, handleSubmit, setError, formState } = useForm<InvitationFields>({
    resolver: zodResolver(newInvitation),
    defaultValues: EMPTY,
  });
  const [problem, setProblem] = useState<string>();
  const { errors, isSubmitting } = formState;

  async function submit(fields: InvitationFields) {
    setProblem(undefined);
    const answer = await callApi('invite', { body: fields });
    if (answer.ok) {
      onClose();
      return onMade(invitationLink(fields.email, answer.value));
    }
    for (const { field, message } of answer.problem.fields)
      setError(field as keyof InvitationFields, { message }, { shouldFocus: true });
    if (!answer.problem.fields.length) setProblem(answer.problem.detail);
  }

  return (
    <form className="person-form" onSubmit={handleSubmit(submit)} noValidate>
      <ProblemNote text={problem} />
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="off"
        data-autofocus
        {...register('email')}
        error={saidOf('E-mail', errors.email)}
      />
      <TextInput
        label="Name"
        description="They can change it. May stay empty."
        autoComplete="off"
        {...register('name')}
        error={saidOf('Name', errors.name)}
      />
      <NativeSelect label="Role" data={ROLE_OPTIONS} {...register('role')} error={saidOf('Role', errors.role)} />
      <div className="person-form-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isSubmitting}>
          Make the link
        </Button>
      </div>
    </form>
  );
}

/** A made invitation as it is shown. */
export function invitationLink(email: string, { link, mailed }: { link: string; mailed: boolean }): MadeLink {
  return { title: `${email} is invited`, email, link, mailed, life: 'three days' };
}
