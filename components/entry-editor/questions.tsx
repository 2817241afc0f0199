'use client';

import { Button, Group, Modal } from '@mantine/core';

type LeaveProps = { href: string | undefined; onStay(): void; onLeave(): void; onSave(): void };

/** Asked before a link leaves unsaved text behind. */
export function LeaveQuestion({ href, onStay, onLeave, onSave }: LeaveProps) {
  return (
    <Modal opened={href !== undefined} onClose={onStay} title="Leave without saving?" closeButtonProps={{ 'aria-label': 'Stay' }} centered>
      <p>Your changes are not saved. They are kept in this browser and offered when you come back.</p>
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

type DiscardProps = { opened: boolean; published: boolean; onClose(): void; onDiscard(): void };

/** Asked before a proposal is given up. */
export function DiscardQuestion({ opened, published, onClose, onDiscard }: DiscardProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={published ? 'Discard this change?' : 'Discard this draft?'} closeButtonProps={{ 'aria-label': 'Keep it' }} centered>
      <p>{published ? 'The published text stays as it is.' : 'The entry leaves the desk and the day.'} What was saved stays in the history; what is unsaved in the form is lost.</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose} data-autofocus>
          Keep it
        </Button>
        <Button color="red.9" onClick={onDiscard}>
          Discard
        </Button>
      </Group>
    </Modal>
  );
}
