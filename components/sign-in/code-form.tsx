'use client';

import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import type { CredentialFields } from '#lib/people/contract/sign-in.ts';
import { enter } from './enter.ts';
import { ProblemNote } from './problem-note.tsx';

/** The second step of signing in: a code of the authenticator app, or one of the recovery codes. */
export function CodeForm({ proved, goTo, onBack }: { proved: CredentialFields; goTo: string; onBack: () => void }) {
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setProblem(undefined);
    if (!code.trim()) return field.current?.focus();
    setBusy(true);
    const failed = await enter({ ...proved, code });
    if (!failed) return location.assign(goTo);
    setBusy(false);
    setProblem(failed.says);
    field.current?.select();
  }

  return (
    <form className="entrance-form" onSubmit={submit} noValidate>
      <ProblemNote text={problem} />
      <TextInput
        ref={field}
        label="Code"
        description="Six digits from your authenticator app, or one of your recovery codes."
        autoComplete="one-time-code"
        autoFocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Button type="submit" loading={busy}>
        Sign in
      </Button>
      <Button variant="subtle" color="gray" onClick={onBack}>
        Back
      </Button>
    </form>
  );
}
