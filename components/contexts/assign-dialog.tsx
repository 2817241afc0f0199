'use client';

import { Button, Modal, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useStartBulk } from '#components/runs/use-start-bulk.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import { countOf } from '#lib/domain/count-of.ts';
import { type ContextHit, ContextSearch } from './context-search.tsx';
import './contexts.css';

type Props = { events: readonly number[]; context?: { id: number; name: string } | undefined; onClose(): void };
type Verb = 'add-context' | 'remove-context' | 'replace-context';

const NAMES = (context: string): Readonly<Record<Verb, string>> => ({
  'add-context': 'Add another context',
  'remove-context': `Remove ${context}`,
  'replace-context': `Put another context in the place of ${context}`,
});

/**
 * Adds a context to many entries, or takes one away from them: each gets a proposal that is handed in, and the report
 * says what came of each. With `context`, that one can be removed or replaced; without, one is added or removed.
 */
export function AssignDialog({ events, context, onClose }: Props) {
  const { start, busy, problem } = useStartBulk();
  const [verb, setVerb] = useState<Verb>('add-context');
  const [reason, setReason] = useState('');
  const begin = (hit?: ContextHit) => {
    const [which, by] = verb === 'replace-context' ? [context, hit] : [hit ?? context, undefined];
    if (!which) return;
    void start({
      verb,
      items: events.map((event) => ({ event })),
      context: which.id,
      ...(by ? { by: by.id } : {}),
      ...(reason.trim() ? { reason: reason.trim() } : {}),
    });
  };
  const verbs: Verb[] = context
    ? ['add-context', 'remove-context', 'replace-context']
    : ['add-context', 'remove-context'];
  const names = {
    ...NAMES(context?.name ?? ''),
    ...(context ? {} : { 'add-context': 'Add a context', 'remove-context': 'Remove a context' }),
  };
  const removesKnown = verb === 'remove-context' && context !== undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Contexts of ${countOf(events.length, 'entry', 'entries')}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <div className="context-form">
        <ProblemNote text={problem?.detail} />
        <Radio.Group label="What to do" value={verb} onChange={(value) => setVerb(value as Verb)}>
          <div className="context-found">
            {verbs.map((each) => (
              <Radio key={each} value={each} label={names[each]} />
            ))}
          </div>
        </Radio.Group>
        <TextInput
          label="Why"
          description="Whoever reviews these proposals reads this."
          autoComplete="off"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {!removesKnown && (
          <ContextSearch
            key={verb}
            label="Which context"
            verb={verb === 'remove-context' ? 'Remove' : verb === 'add-context' ? 'Add' : 'Put'}
            except={context ? [context.id] : []}
            onChoose={begin}
            busy={busy}
          />
        )}
        <div className="context-form-actions">
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
