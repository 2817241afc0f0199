'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const STAYS_MS = 30_000;

/** Says what was done, with the way to take it back for a while. */
export function showUndo(message: string, undo: () => void): void {
  const id = notifications.show({
    autoClose: STAYS_MS,
    message: (
      <span>
        {message}{' '}
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={() => {
            notifications.hide(id);
            undo();
          }}
        >
          Undo
        </Button>
      </span>
    ),
  });
}
