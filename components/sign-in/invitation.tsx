'use client';

import { Button, TextInput } from '@mantine/core';
import { type AnswerOf, callApi } from '#components/api-client.ts';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { acceptanceForm } from '#lib/people/contract/people.ts';
import { DeadLink } from './dead-link.tsx';
import { enter } from './enter.ts';
import styles from './entrance.module.css';
import { Entrance } from './entrance.tsx';
import { NewPasswordFields } from './new-password-fields.tsx';
import { ProblemNote } from './problem-note.tsx';
import { useLinkSecret } from './use-link-secret.ts';

type Invited = AnswerOf<'lookAtInvitation'>;

const look = (secret: string) => callApi('lookAtInvitation', { body: { secret } });

/** The page behind an invitation's link: whoever is invited chooses a name and a password, and is signed in. */
export function Invitation() {
  const link = useLinkSecret(look);
  if (link.is === 'looking') return <Entrance title="Welcome" lead="Checking your link…" />;
  if (link.is !== 'open') return <DeadLink says={link.is === 'dead' ? link.says : undefined} />;
  const { email, role } = link.value;
  return (
    <Entrance
      title="Welcome to the newsroom"
      lead={
        `You are invited as ${role === 'editor' || role === 'admin' ? 'an' : 'a'} ${role}. You will sign in as ` +
        `${email}.`
      }
    >
      <Accept secret={link.secret} invited={link.value} />
    </Entrance>
  );
}

function Accept({ secret, invited }: { secret: string; invited: Invited }) {
  const { register, errors, busy, problem, sends } = useApiForm({
    schema: acceptanceForm,
    begin: { name: invited.name, password: '', repeated: '' },
    leaves: true,
  });
  const submit = sends(
    ({ repeated: _, ...fields }) => callApi('acceptInvitation', { body: { ...fields, secret } }),
    async (_, { password }) => {
      const failed = await enter({ email: invited.email, password });
      location.replace(failed ? '/sign-in' : '/');
    },
  );

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <ProblemNote text={problem?.detail} />
      <input type="hidden" name="username" autoComplete="username" value={invited.email} readOnly />
      <TextInput
        label="Your name"
        autoComplete="name"
        autoFocus
        {...register('name')}
        error={fieldError('Your name', errors.name)}
      />
      <NewPasswordFields
        password={{ registered: register('password'), error: errors.password }}
        repeated={{ registered: register('repeated'), error: errors.repeated }}
      />
      <Button type="submit" loading={busy}>
        Create account
      </Button>
    </form>
  );
}
