'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import Link from 'next/link';
import { signIn } from 'next-auth/react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { type CredentialFields, credentials } from '#lib/people/contract/sign-in.ts';
import { CodeForm } from './code-form.tsx';
import { enter } from './enter.ts';
import styles from './entrance.module.css';
import { ProblemNote } from './problem-note.tsx';

type Service = { id: string; name: string };
type Props = { goTo: string; services: readonly Service[]; problem: string | undefined };

/**
 * Signing in with e-mail and password, then a code where the person has a second factor, or through a service that this
 * site has configured.
 */
export function SignInForm({ goTo, services, problem: earlier }: Props) {
  const { register, handleSubmit, formState, setFocus, resetField } = useForm<CredentialFields>({
    resolver: zodResolver(credentials),
    defaultValues: { email: '', password: '' },
  });
  const [problem, setProblem] = useState(earlier);
  const [leaving, setLeaving] = useState(false);
  const [proved, setProved] = useState<CredentialFields>();
  const { errors, isSubmitting } = formState;

  async function submit(fields: CredentialFields) {
    setProblem(undefined);
    const failed = await enter(fields);
    if (failed === undefined) {
      setLeaving(true);
      return location.assign(goTo);
    }
    if (failed.because === 'code-asked') return setProved(fields);
    setProblem(failed.says);
    resetField('password');
    setFocus('password');
  }

  if (proved) return <CodeForm proved={proved} goTo={goTo} onBack={() => setProved(undefined)} />;
  return (
    <>
      <form className={styles.form} onSubmit={handleSubmit(submit)} noValidate>
        <ProblemNote text={problem} />
        <TextInput
          label="Email"
          type="email"
          autoComplete="username"
          autoFocus
          {...register('email')}
          error={fieldError('Email', errors.email)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          {...register('password')}
          error={fieldError('Password', errors.password)}
        />
        <Button type="submit" loading={isSubmitting || leaving}>
          Sign in
        </Button>
      </form>
      <p className={styles.aside}>
        <Link href="/reset">Forgot your password?</Link>
      </p>
      {services.length > 0 && <OutsideServices services={services} goTo={goTo} />}
    </>
  );
}

function OutsideServices({ services, goTo }: Pick<Props, 'services' | 'goTo'>) {
  return (
    <>
      <p className={styles.or}>or</p>
      <div className={styles.services}>
        {services.map(({ id, name }) => (
          <Button key={id} variant="default" onClick={() => signIn(id, { callbackUrl: goTo })}>
            Continue with <bdi>{name}</bdi>
          </Button>
        ))}
      </div>
    </>
  );
}
