'use client';

import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import review from '../review.module.css';
import styles from './decide.module.css';
import { PersonPicker } from './person-picker.tsx';

type Props = { entry: number; assigned: NamedPerson | null; person: { id: number }; canTake: boolean; onDone(): void };

/** Who is to decide on a proposal, and the ways to give it to somebody else. */
export function AssignControl({ entry, assigned, person, canTake, onDone }: Props) {
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const give = async (to: number | null) => {
    setBusy(true);
    const answer = await callApi('assignEntry', { params: { id: entry }, body: { to } });
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setChoosing(false);
    onDone();
  };
  const isMine = assigned?.id === person.id;
  return (
    <div className={styles.assign}>
      <span>
        <span className={base.dimmed}>Assigned to</span> <bdi>{isMine ? 'you' : (assigned?.name ?? 'nobody')}</bdi>
      </span>
      {!isMine && canTake && (
        <Button size="compact-sm" variant="subtle" loading={busy} onClick={() => void give(person.id)}>
          Assign to me
        </Button>
      )}
      {assigned && (
        <Button size="compact-sm" variant="subtle" loading={busy} onClick={() => void give(null)}>
          Unassign
        </Button>
      )}
      {!choosing && (
        <Button size="compact-sm" variant="subtle" onClick={() => setChoosing(true)}>
          Assign…
        </Button>
      )}
      {choosing && (
        <Group align="end" gap="xs" className={styles.assignChoice}>
          <PersonPicker
            label="Assign to"
            reviewersOnly
            autoFocus
            value={null}
            onChoose={(chosen) => chosen && void give(chosen.id)}
          />
          <Button variant="default" onClick={() => setChoosing(false)}>
            Cancel
          </Button>
        </Group>
      )}
      {problem && (
        <p className={review.commentProblem} role="alert">
          {problem.fields[0] ? `This ${problem.fields[0].message}` : problem.detail}
        </p>
      )}
    </div>
  );
}
