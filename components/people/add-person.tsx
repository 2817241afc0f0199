'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { saidOf } from '#components/sign-in/said-of.ts';
import { type NewPersonFields, newPerson, SHORTEST_PASSWORD } from '#lib/people/contract/people.ts';
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
    <Modal opened={opened} onClose={onClose} title="Add a person" closeButtonProps={{ 'aria-label': 'Close' }}>
      <PersonForm onClose={onClose} onDone={onDone} />
    </Modal>
  );
}

function PersonForm({ onClose, onDone }: { onClose: () => void; onDone: (message: string) => void }) {
  const { register, handleSubmit, setError, formState } = useForm<NewPersonFields>({
    resolver: zodResolver(newPerson),
    defaultValues: EMPTY,
  });
  const [problem, setProblem] = useState<string>();
  const { errors, isSubmitting } = formState;

  async function submit(fields: NewPersonFields) {
    setProblem(undefined);
    const answer = await callApi('addPerson', { body: fields });
    if (answer.ok) {
      onClose();
      return onDone(`${fields.name} can sign in now.`);
    }
    for (const { field, message } of answer.problem.fields)
      setError(field as keyof NewPersonFields, { message }, { shouldFocus: true });
    if (!answer.problem.fields.length) setProblem(answer.problem.detail);
  }

  return (
    <form className="person-form" onSubmit={handleSubmit(submit)} noValidate>
      <ProblemNote text={problem} />
      <TextInput
        label="Name"
        autoComplete="off"
        data-autofocus
        {...register('name')}
        error={saidOf('Name', errors.name)}
      />
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="off"
        {...register('email')}
        error={saidOf('E-mail', errors.email)}
      />
      <NativeSelect label="Role" data={ROLE_OPTIONS} {...register('role')} error={saidOf('Role', errors.role)} />
      <PasswordInput
        label="Password"
        description={`At least ${SHORTEST_PASSWORD} characters. Hand it over in person or by phone.`}
        autoComplete="new-password"
        {...register('password')}
        error={saidOf('Password', errors.password)}
      />
      <div className="person-form-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isSubmitting}>
          Add
        </Button>
      </div>
    </form>
  );
}
