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
type Choice = { verb: Verb; label: string };
type Verb = 'add-context' | 'remove-context' | 'replace-context';

/** What can be done, in words; with a known context, it can be replaced too. */
function choicesOf(context: Props['context']): readonly Choice[] {
  if (!context)
    return [
      { verb: 'add-context', label: 'Add a context' },
      { verb: 'remove-context', label: 'Remove a context' },
    ];
  return [
    { verb: 'add-context', label: 'Add another context' },
    { verb: 'remove-context', label: `Remove ${context.name}` },
    { verb: 'replace-context', label: `Replace ${context.name} with another context` },
  ];
}

const SEARCH_VERBS: Readonly<Record<Verb, string>> = {
  'add-context': 'Add',
  'remove-context': 'Remove',
  'replace-context': 'Use',
};

/**
 * Adds a context to many entries, or takes one away from them: each gets a proposal that is handed in, and the report
 * says what came of each. With `context`, that one can be removed or replaced; without, one is added or removed.
 */
export function AssignDialog({ entries, context, onClose }: Props) {
  const { register, errors, busy, problem, verb, setVerb, begin } = useAssigning(entries, context);
  const removesKnown = verb === 'remove-context' && context !== undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Contexts of ${countOf(entries.length, 'entry', 'entries')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className={styles.form}>
        <ProblemNote text={problem?.detail} />
        <VerbChoice choices={choicesOf(context)} verb={verb} onChoose={setVerb} />
        <TextInput
          label="Reason"
          description="Reviewers see this."
          autoComplete="off"
          {...register('reason')}
          error={fieldError('The reason', errors.reason)}
        />
        {!removesKnown && (
          <ContextSearch
            key={verb}
            label="Which context"
            verb={SEARCH_VERBS[verb]}
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
  const [verb, choose] = useState<Verb>('add-context');
  const { setValue, sends, ...form } = useApiForm({
    schema: bulkStart,
    begin: {
      verb: 'add-context',
      items: entries.map((entry) => ({ entry })),
      context: undefined,
      by: undefined,
      reason: '',
    },
    leaves: true,
  });
  const setVerb = (chosen: Verb) => {
    choose(chosen);
    setValue('verb', chosen);
  };
  const begin = (hit?: ContextHit) => {
    const [which, by] = verb === 'replace-context' ? [context, hit] : [hit ?? context, undefined];
    if (!which) return;
    setValue('context', which.id);
    setValue('by', by?.id);
    void sends(
      ({ reason, context: id, by: other }) =>
        start({
          verb,
          items: entries.map((entry) => ({ entry })),
          context: id,
          ...(other === undefined ? {} : { by: other }),
          ...(reason?.trim() ? { reason: reason.trim() } : {}),
        }),
      follow,
    )();
  };
  return { ...form, verb, setVerb, begin };
}

type VerbProps = { choices: readonly Choice[]; verb: Verb; onChoose(verb: Verb): void };

function VerbChoice({ choices, verb, onChoose }: VerbProps) {
  return (
    <Radio.Group label="What to do" value={verb} onChange={(value) => onChoose(value)}>
      <div className={styles.found}>
        {choices.map(({ verb: each, label }) => (
          <Radio key={each} value={each} label={label} />
        ))}
      </div>
    </Radio.Group>
  );
}
