'use client';

import { PasswordInput } from '@mantine/core';
import type { FieldError, UseFormRegisterReturn } from 'react-hook-form';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { SHORTEST_PASSWORD } from '#lib/people/contract/people.ts';

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
        error={fieldError(label, password.error)}
      />
      <PasswordInput
        label={`${label} again`}
        autoComplete="new-password"
        {...repeated.registered}
        error={fieldError('This', repeated.error)}
      />
    </>
  );
}
