'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Modal, PasswordInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { saidOf } from '#components/sign-in/said-of.ts';
import { passwordChange, SHORTEST_PASSWORD } from '#lib/people/contract/people.ts';
import type { ListedPerson } from '#lib/people/queries/people.ts';

type Fields = z.input<typeof passwordChange>;

/** The form for a person's new password; open while there is a person. */
export function SetPassword({
  person,
  onClose,
  onDone,
}: {
  person: ListedPerson | undefined;
  onClose: () => void;
  onDone: (message: string) => void;
}) {
  const { register, handleSubmit, setError, formState } = useForm<Fields>({
    resolver: zodResolver(passwordChange),
    defaultValues: { password: '' },
  });
  const [problem, setProblem] = useState<string>();

  async function submit(fields: Fields) {
    setProblem(undefined);
    if (!person) return;
    const answer = await callApi('setPersonPassword', { params: { id: person.id }, body: fields });
    if (answer.ok) {
      onClose();
      return onDone(`${person.name} has a new password.`);
    }
    const [first] = answer.problem.fields;
    return first ? setError('password', { message: first.message }) : setProblem(answer.problem.detail);
  }

  return (
    <Modal
      opened={person !== undefined}
      onClose={onClose}
      title={`New password for ${person?.name ?? ''}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form className="person-form" onSubmit={handleSubmit(submit)} noValidate>
        <ProblemNote text={problem} />
        <PasswordInput
          label="Password"
          description={`At least ${SHORTEST_PASSWORD} characters. Open sessions of ${person?.name ?? 'this person'} end.`}
          autoComplete="new-password"
          data-autofocus
          {...register('password')}
          error={saidOf('Password', formState.errors.password)}
        />
        <div className="person-form-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={formState.isSubmitting}>
            Set it
          </Button>
        </div>
      </form>
    </Modal>
  );
}
