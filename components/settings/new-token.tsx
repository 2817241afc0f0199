'use client';

import { Button, Checkbox, CopyButton, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import type { z } from 'zod';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { DayInput } from '#components/ui/days/day-input.tsx';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { SCOPES } from '#lib/kernel/permission/role.ts';
import { newToken } from '#lib/people/contract/people.ts';
import styles from './settings.module.css';

type Props = { people: readonly { email: string; name: string }[]; onClose: () => void; onDone: () => void };

const SAYS: Readonly<Record<string, string>> = {
  'archive:read': 'read entries, days and history',
  'entries:write': 'write and submit entries',
  review: 'approve and request changes',
  import: 'import files',
  export: 'run exports',
};

/** Creates a token, and shows it the one time that it can be seen. */
export function NewTokenDialog({ people, onClose, onDone }: Props) {
  const [secret, setSecret] = useState<string>();
  return (
    <Modal
      opened
      onClose={onClose}
      title={secret ? 'Save this token' : 'New token'}
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
    <div className={styles.form}>
      <TextInput
        label="Token"
        description="It is not shown again."
        value={secret}
        readOnly
        data-autofocus
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className={styles.actions}>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy token'}
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
  const { register, errors, busy, problem, sends } = useApiForm({ schema: newToken, begin: beginFor(people) });
  const submit = sends(
    (fields) => callApi('createToken', { body: fields }),
    ({ secret }) => onMade(secret),
  );

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ProblemNote text={problem?.detail} />
      <TextInput
        label="Purpose"
        autoComplete="off"
        data-autofocus
        {...register('name', { setValueAs: (text: string) => text || undefined })}
        error={fieldError('The purpose', errors.name)}
      />
      <NativeSelect
        label="Acts as"
        data={people.map(({ email, name }) => ({ value: email, label: `${name} (${email})` }))}
        {...register('email')}
        error={fieldError('This person', errors.email)}
      />
      <ScopeChoices registered={register('scopes')} error={errors.scopes} />
      <DayInput
        label="Last day"
        description="Leave empty for no end date. Days are in UTC."
        {...register('expires', { setValueAs: (text: string) => text || undefined })}
        error={fieldError('The last day', errors.expires)}
      />
      <DialogButtons submit="Create token" busy={busy} onCancel={onClose} />
    </form>
  );
}

type ScopeProps = { registered: UseFormRegisterReturn; error: unknown };

function ScopeChoices({ registered, error }: ScopeProps) {
  return (
    <fieldset className={styles.choices}>
      <legend>Permissions</legend>
      {SCOPES.map((scope) => (
        <Checkbox key={scope} value={scope} label={`${scope}: ${SAYS[scope]}`} {...registered} />
      ))}
      {error !== undefined && <p className={styles.wrong}>{fieldError('This choice', error)}</p>}
    </fieldset>
  );
}

function beginFor(people: Props['people']): z.input<typeof newToken> {
  return { email: people[0]?.email ?? '', name: '', scopes: ['archive:read'], expires: undefined };
}
