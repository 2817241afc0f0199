'use client';

import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { onKeys } from '#components/keys/on-keys.ts';

type Props = { what: string; at: number; count: number; onMove(to: number): void; onRemove(): void };

/** Moves and removes one item of a list. The first cannot go up, yet its button keeps the focus. */
export function ListButtons({ what, at, count, onMove, onRemove }: Props) {
  return (
    <>
      <ActionIcon
        color="gray"
        aria-label={`Move ${what} up`}
        aria-disabled={at === 0}
        data-move="up"
        onClick={() => at > 0 && onMove(at - 1)}
      >
        <IconArrowUp size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon
        color="gray"
        aria-label={`Move ${what} down`}
        aria-disabled={at === count - 1}
        data-move="down"
        onClick={() => at < count - 1 && onMove(at + 1)}
      >
        <IconArrowDown size={16} aria-hidden />
      </ActionIcon>
      <ActionIcon color="red" aria-label={`Remove ${what}`} data-move="remove" onClick={onRemove}>
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </>
  );
}

/** Alt with an arrow moves the item that has the focus. */
export function moveByKeys(at: number, count: number, onMove: (to: number) => void): (event: KeyboardEvent) => void {
  const moveTo = (to: number) => {
    if (to >= 0 && to < count) onMove(to);
  };
  return onKeys(['Alt+ArrowUp', () => moveTo(at - 1)], ['Alt+ArrowDown', () => moveTo(at + 1)]);
}
