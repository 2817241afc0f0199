'use client';

import { Button, Group, Modal } from '@mantine/core';
import type { ReactNode } from 'react';

/** What is asked before something that cannot be taken back: what happens, and the action that does it. */
export type QuestionToAsk = {
  title: string;
  body?: ReactNode;
  yes: string;
  no?: string;
  isHarmful?: boolean;
  run(): unknown;
};

/** Asks it. Enter says yes, since the button has the focus; Escape says no. A click beside it is no answer. */
export function Question({
  title,
  body,
  yes,
  no = 'Cancel',
  isHarmful = false,
  run,
  onClose,
}: QuestionToAsk & { onClose(): void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': no }}
      closeOnClickOutside={false}
      transitionProps={{ duration: 0 }}
      centered
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
          void run();
        }}
      >
        <bdi>{body}</bdi>
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            {no}
          </Button>
          <Button type="submit" data-autofocus {...(isHarmful ? { color: 'red.9' } : {})}>
            {yes}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
