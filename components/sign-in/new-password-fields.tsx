'use client';

import { PasswordInput } from '@mantine/core';
import type { FieldError, UseFormRegisterReturn } from 'react-hook-form';
import { SHORTEST_PASSWORD } from '#lib/people/contract/people.ts';
import { saidOf } from './said-of.ts';

type Field = { registered: UseFormRegisterReturn; error: FieldError | undefined };

/** A new password, typed twice. */
export function NewPasswordFields({
  password,
  repeated,
  label = 'Password',
}: {
  password: Field;
  repeated: Field;
  label?: string;
}) {
  return (
    <>
      <PasswordInput
        label={label}
        description={`At least ${SHORTEST_PASSWORD} characters. A few words make a good one.`}
        autoComplete="new-password"
        {...password.registered}
        error={saidOf(label, password.error)}
      />
      <PasswordInput
        label={`${label} again`}
        autoComplete="new-password"
        {...repeated.registered}
        error={saidOf('It', repeated.error)}
      />
    </>
  );
}
