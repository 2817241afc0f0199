'use client';

import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { ProblemNote } from '#components/sign-in/problem-note.tsx';
import type { TargetView } from '#lib/exchange/export/queries/targets.ts';

/** Asks before a target goes; open while there is one. */
export function RemoveTarget({
  target,
  onClose,
  onDone,
}: {
  target: TargetView | undefined;
  onClose: () => void;
  onDone: (message: string) => void;
}) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function remove() {
    if (!target) return;
    setBusy(true);
    const answer = await callApi('removeTarget', { params: { id: target.id } });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem.detail);
    onClose();
    onDone(`${target.name} is no longer a target.`);
  }

  return (
    <Modal
      opened={target !== undefined}
      onClose={onClose}
      title={`Remove ${target?.name ?? ''}?`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <ProblemNote text={problem} />
      <p>Nothing is exported there any more. No file is deleted, and past runs stay in the history.</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red.8" loading={busy} onClick={remove}>
          Remove target
        </Button>
      </Group>
    </Modal>
  );
}
