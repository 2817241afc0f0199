'use client';

import { type FormEvent, useRef, useState } from 'react';
import type { ApiAnswer } from '#components/api-client.ts';
import { saidOf } from '#components/sign-in/said-of.ts';

/**
 * A form of one field, whose value `send` sends. `input` is what the field needs, `problem` what is wrong besides its
 * value; after a refusal the value is marked, to be typed over.
 */
export function useOneField<Value>(send: (value: string) => Promise<ApiAnswer<Value>>, onDone: (value: Value) => void) {
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setWrong(undefined);
    setProblem(undefined);
    setBusy(true);
    const answer = await send(value);
    setBusy(false);
    if (answer.ok) return onDone(answer.value);
    const [first] = answer.problem.fields;
    if (first) setWrong(first.message);
    else setProblem(answer.problem.detail);
    field.current?.select();
  }

  const error = saidOf('It', wrong ? { message: wrong } : undefined);
  const input = {
    ref: field,
    value,
    onChange: (event: { currentTarget: HTMLInputElement }) => setValue(event.currentTarget.value),
    error,
  };
  return { input, problem, busy, submit };
}
