'use client';

import { Button, Modal, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useStartBulk } from '#components/runs/use-start-bulk.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { fieldError } from '#components/ui/form/field-error.tsx';
import { useApiForm } from '#components/ui/form/use-api-form.ts';
import { bulkStart } from '#lib/editorial/review/contract/review.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { type ContextHit, ContextSearch } from './context-search.tsx';
import styles from './contexts.module.css';

type Props = { entries: readonly number[]; context?: { id: number; name: string } | undefined; onClose(): void };
type Choice = { action: AssignAction; label: string };
type AssignAction = 'add-context' | 'remove-context' | 'replace-context';

/** What can be done, in words; with a known context, it can be replaced too. */
function choicesOf(context: Props['context']): readonly Choice[] {
  if (!context)
    return [
      { action: 'add-context', label: 'Add a context' },
      { action: 'remove-context', label: 'Remove a context' },
    ];
  return [
    { action: 'add-context', label: 'Add another context' },
    { action: 'remove-context', label: `Remove ${context.name}` },
    { action: 'replace-context', label: `Replace ${context.name} with another context` },
  ];
}

const SEARCH_ACTIONS: Readonly<Record<AssignAction, string>> = {
  'add-context': 'Add',
  'remove-context': 'Remove',
  'replace-context': 'Use',
};

/**
 * Adds a context to many entries, or takes one away from them: each gets a proposal that is handed in, and the report
 * says what came of each. With `context`, that one can be removed or replaced; without, one is added or removed.
 */
export function AssignDialog({ entries, context, onClose }: Props) {
  const { register, errors, busy, problem, action, setAction, begin } = useAssigning(entries, context);
  const removesKnown = action === 'remove-context' && context !== undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Contexts of ${countOf(entries.length, 'entry', 'entries')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.form}>
        <ProblemNote text={problem?.detail} />
        <ActionChoice choices={choicesOf(context)} action={action} onChoose={setAction} />
        <TextInput
          label="Reason"
          description="Reviewers see this."
          autoComplete="off"
          {...register('reason')}
          error={fieldError('The reason', errors.reason)}
        />
        {!removesKnown && (
          <ContextSearch
            key={action}
            label="Which context"
            action={SEARCH_ACTIONS[action]}
            except={context ? [context.id] : []}
            onChoose={begin}
            busy={busy}
          />
        )}
        <div className={styles.formActions}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          {removesKnown && (
            <Button loading={busy} onClick={() => begin()}>
              Remove <bdi>{context.name}</bdi>
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}

/** The form of the run; the choice of a context sends it. */
function useAssigning(entries: Props['entries'], context: Props['context']) {
  const { start, follow } = useStartBulk();
  const [action, choose] = useState<AssignAction>('add-context');
  const { setValue, sends, ...form } = useApiForm({
    schema: bulkStart,
    begin: {
      action: 'add-context',
      items: entries.map((entry) => ({ entry })),
      context: undefined,
      by: undefined,
      reason: '',
    },
    leaves: true,
  });
  const setAction = (chosen: AssignAction) => {
    choose(chosen);
    setValue('action', chosen);
  };
  const begin = (hit?: ContextHit) => {
    const [which, by] = action === 'replace-context' ? [context, hit] : [hit ?? context, undefined];
    if (!which) return;
    setValue('context', which.id);
    setValue('by', by?.id);
    void sends(
      ({ reason, context: id, by: other }) =>
        start({
          action,
          items: entries.map((entry) => ({ entry })),
          context: id,
          ...(other === undefined ? {} : { by: other }),
          ...(reason?.trim() ? { reason: reason.trim() } : {}),
        }),
      follow,
    )();
  };
  return { ...form, action, setAction, begin };
}

type ActionProps = { choices: readonly Choice[]; action: AssignAction; onChoose(action: AssignAction): void };

function ActionChoice({ choices, action, onChoose }: ActionProps) {
  return (
    <Radio.Group label="What to do" value={action} onChange={(value) => onChoose(value)}>
      <div className={styles.found}>
        {choices.map(({ action: each, label }) => (
          <Radio key={each} value={each} label={label} />
        ))}
      </div>
    </Radio.Group>
  );
}
