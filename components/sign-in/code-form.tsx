'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { type CodeFields, type CredentialFields, codeForm } from '#lib/people/contract/sign-in.ts';
import { enter } from './enter.ts';
import styles from './entrance.module.css';
import { ProblemNote } from './problem-note.tsx';

/** The second step of signing in: a code of the authenticator app, or one of the recovery codes. */
export function CodeForm({ proved, goTo, onBack }: { proved: CredentialFields; goTo: string; onBack: () => void }) {
  const { register, handleSubmit, setFocus, formState } = useForm<CodeFields>({
    resolver: zodResolver(codeForm),
    defaultValues: { code: '' },
  });
  const [problem, setProblem] = useState<string>();
  const [leaving, setLeaving] = useState(false);

  async function submit({ code }: CodeFields) {
    setProblem(undefined);
    const failed = await enter({ ...proved, code });
    if (!failed) {
      setLeaving(true);
      return location.assign(goTo);
    }
    setProblem(failed.says);
    setFocus('code', { shouldSelect: true });
  }

  return (
    <form className={styles.form} onSubmit={handleSubmit(submit)} noValidate>
      <ProblemNote text={problem} />
      <TextInput
        label="Code"
        description="Six digits from your authenticator app, or one of your recovery codes."
        autoComplete="one-time-code"
        autoFocus
        {...register('code')}
        error={fieldError('Code', formState.errors.code)}
      />
      <Button type="submit" loading={formState.isSubmitting || leaving}>
        Sign in
      </Button>
      <Button variant="subtle" color="gray" onClick={onBack}>
        Back
      </Button>
    </form>
  );
}
