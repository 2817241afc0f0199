'use client';

import { Modal, NativeSelect, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useWatch } from 'react-hook-form';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { DialogButtons } from '#components/ui/form/dialog-buttons.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import sections from '#components/ui/sections.module.css';
import { splitForm } from '#lib/editorial/contexts/contract/contexts.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { CONTEXT_KINDS } from '#lib/kernel/newsroom/kinds.ts';
import { KIND_NAMES } from './context-words.ts';
import styles from './contexts.module.css';
import { NearNames, nearIn } from './near-names.tsx';

type Props = { context: { id: number; name: string }; entries: readonly number[]; onClose(): void };

/** Makes a context out of the selected entries of another one, and leads to the run that proposes it for them. */
export function SplitDialog({ context, entries, onClose }: Props) {
  const { register, control, errors, busy, problem, split } = useSplitForm(context.id, entries);
  const hasName = useWatch({ control, name: 'name' }).trim() !== '';
  const near = nearIn(problem);
  return (
    <Modal opened onClose={onClose} title={`Split ${context.name}`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form className={styles.form} onSubmit={split(false)} noValidate>
        <ProblemNote text={near ? undefined : problem?.detail} />
        <WhatHappens context={context.name} count={entries.length} />
        <TextInput
          label="Name of the new context"
          data-autofocus
          autoComplete="off"
          {...register('name')}
          error={fieldError('The name', errors.name)}
        />
        {near && <NearNames near={near} action="Create it anyway" onDespite={() => void split(true)()} />}
        <NativeSelect
          label="Kind"
          data={CONTEXT_KINDS.map((each) => ({ value: each, label: KIND_NAMES[each] }))}
          {...register('kind')}
          error={fieldError('Kind', errors.kind)}
        />
        <DialogButtons submit="Split" busy={busy} onCancel={onClose} disabled={!hasName} />
      </form>
    </Modal>
  );
}

function useSplitForm(context: number, entries: readonly number[]) {
  const router = useRouter();
  const { sends, ...form } = useApiForm({ schema: splitForm, begin: { name: '', kind: '' }, leaves: true });
  const split = (despite: boolean) =>
    sends(
      ({ name, kind }) =>
        callApi('splitContext', {
          params: { id: context },
          body: { name, ...(kind ? { kind } : {}), entries, ...(despite ? { despite } : {}) },
        }),
      ({ run }) => router.push(`/bulk/${run}`),
    );
  return { ...form, split };
}

function WhatHappens({ context, count }: { context: string; count: number }) {
  return (
    <p className={sections.note}>
      {countOf(count, 'entry gets', 'entries get')} a change that replaces <bdi>{context}</bdi> with the new context.
      Each is reviewed like any other change.
    </p>
  );
}
