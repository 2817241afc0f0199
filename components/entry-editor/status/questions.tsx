'use client';

import { Button, Group, Modal } from '@mantine/core';
import type { Purpose } from '#lib/kernel/newsroom/purpose.ts';

type LeaveProps = { href: string | undefined; onStay(): void; onLeave(): void; onSave(): void };

/** Asked before a link leaves unsaved text behind. */
export function LeaveQuestion({ href, onStay, onLeave, onSave }: LeaveProps) {
  return (
    <Modal
      opened={href !== undefined}
      onClose={onStay}
      title="Leave without saving?"
      closeButtonProps={{ 'aria-label': 'Stay' }}
      centered
    >
      <p>Your changes are not saved. They are kept in this browser and offered again when you come back.</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onStay} data-autofocus>
          Stay
        </Button>
        <Button variant="default" onClick={onLeave}>
          Leave without saving
        </Button>
        <Button onClick={onSave}>Save and leave</Button>
      </Group>
    </Modal>
  );
}

const DISCARDED: Readonly<Record<Purpose, { question: string; stays: string }>> = {
  new: { question: 'Discard this draft?', stays: 'The entry is removed from the desk and the day.' },
  change: { question: 'Discard this change?', stays: 'The published text stays as it is.' },
  return: { question: 'Discard this draft?', stays: 'The entry stays withdrawn.' },
  withdraw: { question: 'Discard this withdrawal?', stays: 'The entry stays published as it is.' },
};

type DiscardProps = { opened: boolean; purpose: Purpose; onClose(): void; onDiscard(): void };

/** Asked before a proposal is given up. */
export function DiscardQuestion({ opened, purpose, onClose, onDiscard }: DiscardProps) {
  const { question, stays } = DISCARDED[purpose];
  return (
    <Modal opened={opened} onClose={onClose} title={question} closeButtonProps={{ 'aria-label': 'Close' }} centered>
      <p>
        {purpose === 'withdraw' ? stays : `${stays} Saved text stays in the history; unsaved text in the form is lost.`}
      </p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          Cancel
        </Button>
        <Button color="red.9" onClick={onDiscard}>
          Discard
        </Button>
      </Group>
    </Modal>
  );
}
