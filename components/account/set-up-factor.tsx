'use client';

import { Button, TextInput } from '@mantine/core';
import { encode } from 'uqr';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { codeOnce } from '#lib/people/contract/account.ts';
import styles from './account.module.css';

type Props = { secret: string; address: string; onCancel: () => void; onDone: (codes: readonly string[]) => void };

/** Shares a secret with an authenticator app, by QR code or by typing, and asks for the app's first code. */
export function SetUpFactor({ secret, address, onCancel, onDone }: Props) {
  const { register, errors, busy, problem, sends } = useApiForm({
    schema: codeOnce,
    begin: { code: '' },
    retype: 'code',
  });
  const submit = sends(
    (fields) => callApi('confirmSecondFactor', { body: fields }),
    ({ recoveryCodes }) => onDone(recoveryCodes),
  );

  return (
    <>
      <p>Scan this with an authenticator app, or enter the key below it. Then enter the code that the app shows.</p>
      <QrCode text={address} />
      <p>
        <code className={styles.typedSecret}>{secret.match(/.{1,4}/g)?.join(' ')}</code>
      </p>
      <form className={styles.form} onSubmit={submit} noValidate>
        <ProblemNote text={problem?.detail} />
        <TextInput
          label="Code"
          inputMode="numeric"
          autoComplete="one-time-code"
          autoFocus
          {...register('code')}
          error={fieldError('The code', errors.code)}
        />
        <div className={styles.actions}>
          <Button type="submit" loading={busy}>
            Turn on
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </form>
    </>
  );
}

/** Drawn here, in the browser: the secret goes to no other server. */
function QrCode({ text }: { text: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: 4 });
  const dots = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return (
    <svg
      className={styles.qrCode}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label="QR code of the secret"
    >
      <path d={dots.join('')} fill="currentColor" />
    </svg>
  );
}
