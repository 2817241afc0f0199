'use client';

import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useRef, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { saidOf } from '#components/sign-in/said-of.ts';

type Verb = 'begin' | 'recovery-codes' | 'remove';
const NAMES: Readonly<Record<Verb, string>> = { begin: 'Go on', 'recovery-codes': 'Make new codes', remove: 'Take it away' };

/** Asks for the password before something that weighs, and does it. */
export function PasswordOnce({ verb, onCancel, onDone }: { verb: Verb; onCancel: () => void; onDone: (value: unknown) => void }) {
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setWrong(undefined);
    setProblem(undefined);
    setBusy(true);
    const answer = await callApi('POST', `/account/second-factor/${verb}`, { password });
    setBusy(false);
    if (answer.ok) return onDone(answer.value);
    const [first] = answer.problem.fields;
    if (first) setWrong(first.message);
    else setProblem(answer.problem.detail);
    field.current?.select();
  }

  return (
    <form className="account-form" onSubmit={submit} noValidate>
      <ProblemNote text={problem} />
      <PasswordInput
        ref={field}
        label="Your password"
        autoComplete="current-password"
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        error={saidOf('It', wrong ? { message: wrong } : undefined)}
      />
      <div className="account-actions">
        <Button type="submit" loading={busy}>
          {NAMES[verb]}
        </Button>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
