'use client';

import { Button, Modal, NativeSelect, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { countOf } from '#lib/kernel/count-of.ts';
import { CONTEXT_KINDS } from '#lib/kernel/newsroom/kinds.ts';
import type { NearName } from '#lib/kernel/refusals.ts';
import { KIND_NAMES, kindNamed } from './context-words.ts';
import { NearNames } from './near-names.tsx';
import './contexts.css';

type Props = { context: { id: number; name: string }; events: readonly number[]; onClose(): void };

/** Makes a context out of the selected entries of another one, and leads to the run that proposes it for them. */
export function SplitDialog({ context, events, onClose }: Props) {
  const router = useRouter();
  const [name, setName] = useState('');
  const [kind, setKind] = useState('');
  const [problem, setProblem] = useState<ApiProblem & { near?: NearName[] }>();
  const [busy, setBusy] = useState(false);
  const split = async (despite: boolean) => {
    setBusy(true);
    const wish = {
      name: name.trim(),
      ...(kind ? { kind: kindNamed(kind) } : {}),
      events,
      ...(despite ? { despite } : {}),
    };
    const answer = await callApi('splitContext', { params: { id: context.id }, body: wish });
    if (answer.ok) return router.push(`/bulk/${answer.value.run}`);
    setBusy(false);
    setProblem(answer.problem);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void split(false);
  };
  return (
    <Modal opened onClose={onClose} title={`Split ${context.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className="context-form" onSubmit={submit} noValidate>
        <ProblemNote text={problem && !problem.near ? problem.detail : undefined} />
        <WhatHappens context={context.name} count={events.length} />
        <TextInput
          label="Name of the new context"
          data-autofocus
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {problem?.near && (
          <NearNames near={problem.near} verb="Make it all the same" onDespite={() => void split(true)} />
        )}
        <NativeSelect
          label="Kind"
          value={kind}
          onChange={(event) => setKind(event.currentTarget.value)}
          data={CONTEXT_KINDS.map((each) => ({ value: each, label: KIND_NAMES[each] }))}
        />
        <div className="context-form-actions">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy} disabled={!name.trim()}>
            Split
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function WhatHappens({ context, count }: { context: string; count: number }) {
  return (
    <p className="care-note">
      {countOf(count, 'entry gets', 'entries get')} a proposal with the new context in the place of <bdi>{context}</bdi>
      . Each is reviewed like any change.
    </p>
  );
}
