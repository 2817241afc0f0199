'use client';

import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { ActionIcon } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconGripVertical } from '@tabler/icons-react';
import { onKeys } from '#components/keys/on-keys.ts';
import base from '#components/ui/base.module.css';
import type { ListedItem } from '#lib/editorial/days/queries/day.ts';
import type { Day } from '#lib/kernel/day.ts';
import styles from './day.module.css';
import { EntryActions } from './entry-actions.tsx';
import { EntryState } from './entry-state.tsx';
import { EntryWords } from './entry-words.tsx';
import { titleOfListed } from './use-day-order.ts';

type Props = { day: Day; item: ListedItem; at: number; of: number; onMove: (from: number, to: number) => void };

/** An entry that can be moved: by its handle, by its two buttons, or by Alt with an arrow key anywhere in it. */
export function SortableEntry({ day, item, at, of, onMove }: Props) {
  const { attributes, listeners, setNodeRef, setActivatorNodeRef, transform, transition, isDragging } = useSortable({
    id: item.key,
  });
  const still = useReducedMotion();
  const title = titleOfListed(item);

  const onKey = onKeys(['Alt+ArrowUp', () => onMove(at, at - 1)], ['Alt+ArrowDown', () => onMove(at, at + 1)]);

  const style = { transform: CSS.Translate.toString(transform), transition: still ? undefined : transition };
  return (
    <li
      ref={setNodeRef}
      className={styles.entry}
      data-dragging={isDragging || undefined}
      style={style}
      onKeyDown={onKey}
    >
      <ActionIcon
        ref={setActivatorNodeRef}
        className={styles.handle}
        color="gray"
        aria-label={`Move ${title}`}
        {...attributes}
        {...listeners}
      >
        <IconGripVertical size={16} aria-hidden />
      </ActionIcon>
      <span className={`${styles.place} ${base.tabular}`} aria-hidden>
        {at + 1}
      </span>
      <EntryWords entry={item.entry} />
      <div className={styles.entrySide}>
        <EntryState entry={item.entry} />
        <div className={styles.arrows}>
          <EntryActions day={day} entry={item.entry} />
          <ActionIcon
            color="gray"
            aria-label={`Move up: ${title}`}
            aria-disabled={at === 0}
            data-disabled={at === 0}
            onClick={() => onMove(at, at - 1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            color="gray"
            aria-label={`Move down: ${title}`}
            aria-disabled={at === of - 1}
            data-disabled={at === of - 1}
            onClick={() => onMove(at, at + 1)}
          >
            <IconArrowDown size={16} aria-hidden />
          </ActionIcon>
        </div>
      </div>
    </li>
  );
}
