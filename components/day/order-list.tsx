'use client';

import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  PointerSensor,
  type UniqueIdentifier,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable';
import { useLayoutEffect, useRef } from 'react';
import base from '#components/ui/base.module.css';
import type { ListedItem } from '#lib/editorial/days/queries/day.ts';
import type { Day } from '#lib/kernel/day.ts';
import styles from './day.module.css';
import { EntryActions } from './entry-actions.tsx';
import { EntryState } from './entry-state.tsx';
import { EntryWords } from './entry-words.tsx';
import { SortableEntry } from './sortable-entry.tsx';
import { titleOfListed } from './use-day-order.ts';

type Props = { day: Day; listed: readonly ListedItem[]; onMove: (from: number, to: number) => void };

const INSTRUCTIONS = {
  draggable: 'Press Space to pick up the entry, the arrow keys to move it, Space to drop it, Escape to cancel.',
};

/** The entries in the order of the page, for somebody who may read them. */
export function FixedOrder({ day, listed }: Pick<Props, 'day' | 'listed'>) {
  return (
    <ol className={`${base.plainList} ${styles.entries}`}>
      {listed.map((item, at) => (
        <li key={item.key} className={styles.entry}>
          <span className={`${styles.place} ${base.tabular}`} aria-hidden>
            {at + 1}
          </span>
          <EntryWords entry={item.entry} />
          <div className={styles.entrySide}>
            <EntryState entry={item.entry} />
            <EntryActions day={day} entry={item.entry} />
          </div>
        </li>
      ))}
    </ol>
  );
}

/** The entries in the order of the page, for somebody who may change it. */
export function MovableOrder({ day, listed, onMove }: Props) {
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const moveInFocus = useKeptFocus(listed, onMove);
  const keys = listed.map(({ key }) => key);

  function onDragEnd({ active, over }: DragEndEvent) {
    if (over) onMove(keys.indexOf(String(active.id)), keys.indexOf(String(over.id)));
  }

  return (
    <DndContext
      id="day-order"
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={onDragEnd}
      accessibility={{ announcements: announcementsFor(listed), screenReaderInstructions: INSTRUCTIONS }}
    >
      <SortableContext items={keys} strategy={verticalListSortingStrategy}>
        <ol className={`${base.plainList} ${styles.entries}`}>
          {listed.map((item, at) => (
            <SortableEntry key={item.key} day={day} item={item} at={at} of={listed.length} onMove={moveInFocus} />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

/** A browser takes the focus from what moves within a list; this gives it back. */
function useKeptFocus(listed: readonly ListedItem[], onMove: Props['onMove']): Props['onMove'] {
  const focused = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the new order is what moves the focused element
  useLayoutEffect(() => {
    if (focused.current?.isConnected) focused.current.focus();
    focused.current = null;
  }, [listed.map(({ key }) => key).join('\n')]);
  return (from, to) => {
    focused.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    onMove(from, to);
  };
}

function announcementsFor(listed: readonly ListedItem[]): Announcements {
  const at = (id: UniqueIdentifier) => listed.findIndex(({ key }) => key === id);
  const title = (id: UniqueIdentifier) => {
    const found = listed[at(id)];
    return found ? titleOfListed(found) : 'The entry';
  };
  return {
    onDragStart: ({ active }) => `Picked up ${title(active.id)}, ${at(active.id) + 1} of ${listed.length}.`,
    onDragOver: ({ active, over }) =>
      over ? `${title(active.id)} would be ${at(over.id) + 1} of ${listed.length}.` : undefined,
    onDragEnd: ({ active }) => `Dropped ${title(active.id)}.`,
    onDragCancel: ({ active }) => `${title(active.id)} stays where it was.`,
  };
}
