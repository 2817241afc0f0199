'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, Checkbox, CopyButton, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type FieldError, type UseFormRegisterReturn, useForm } from 'react-hook-form';
import type { z } from 'zod';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { saidOf } from '#components/sign-in/said-of.ts';
import { DayInput } from '#components/ui/days/day-input.tsx';
import { SCOPES } from '#lib/kernel/permission/role.ts';
import { newToken } from '#lib/people/contract/people.ts';

type Fields = z.input<typeof newToken>;
type Props = { people: readonly { email: string; name: string }[]; onClose: () => void; onDone: () => void };

const SAYS: Readonly<Record<string, string>> = {
  'archive:read': 'read entries, days and history',
  'entries:write': 'write and submit entries',
  review: 'approve and send back',
  import: 'import files',
  export: 'run exports',
};

/** Makes a token, and shows it the one time that it can be seen. */
export function NewTokenDialog({ people, onClose, onDone }: Props) {
  const [secret, setSecret] = useState<string>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={secret ? 'Keep this token' : 'New token'}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {secret ? (
        <MadeToken secret={secret} onClose={onClose} />
      ) : (
        <TokenForm
          people={people}
          onClose={onClose}
          onMade={(made) => {
            setSecret(made);
            onDone();
          }}
        />
      )}
    </Modal>
  );
}

function MadeToken({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <div className="settings-form">
      <TextInput
        label="Token"
        description="It is not shown again."
        value={secret}
        readOnly
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="settings-actions">
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy the token'}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}

function TokenForm({
  people,
  onClose,
  onMade,
}: Pick<Props, 'people' | 'onClose'> & { onMade: (secret: string) => void }) {
  const { register, handleSubmit, setError, formState } = useForm<Fields>({
    resolver: zodResolver(newToken),
    defaultValues: { email: people[0]?.email ?? '', name: '', scopes: ['archive:read'] },
  });
  const [problem, setProblem] = useState<string>();
  const { errors, isSubmitting } = formState;

  async function submit(fields: Fields) {
    setProblem(undefined);
    const answer = await callApi('createToken', { body: fields });
    if (answer.ok) return onMade(answer.value.secret);
    for (const { field, message } of answer.problem.fields)
      setError(field as keyof Fields, { message }, { shouldFocus: true });
    if (!answer.problem.fields.length) setProblem(answer.problem.detail);
  }

  return (
    <form className="settings-form" onSubmit={handleSubmit(submit)} noValidate>
      <ProblemNote text={problem} />
      <TextInput
        label="What it is for"
        autoComplete="off"
        data-autofocus
        {...register('name', { setValueAs: (text: string) => text || undefined })}
        error={saidOf('It', errors.name)}
      />
      <NativeSelect
        label="In whose name"
        data={people.map(({ email, name }) => ({ value: email, label: `${name} (${email})` }))}
        {...register('email')}
        error={saidOf('It', errors.email)}
      />
      <ScopeChoices registered={register('scopes')} error={errors.scopes} />
      <DayInput
        label="Last day"
        description="Empty: it works until it is revoked. Days are UTC’s."
        {...register('expires', { setValueAs: (text: string) => text || undefined })}
        error={saidOf('It', errors.expires)}
      />
      <div className="settings-actions">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" loading={isSubmitting}>
          Make it
        </Button>
      </div>
    </form>
  );
}

function ScopeChoices({
  registered,
  error,
}: {
  registered: UseFormRegisterReturn;
  error: Partial<FieldError> | undefined;
}) {
  return (
    <fieldset className="settings-choices">
      <legend>What it may do</legend>
      {SCOPES.map((scope) => (
        <Checkbox key={scope} value={scope} label={`${scope}: ${SAYS[scope]}`} {...registered} />
      ))}
      {error && <p className="settings-wrong">It {error.message ?? 'names no scope.'}</p>}
    </fieldset>
  );
}
