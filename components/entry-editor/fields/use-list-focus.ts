'use client';

import { useEffect, useRef, useState } from 'react';

type FocusTarget = { row: number; control: string };

/**
 * Keeps the focus where a person works while rows move, come and go, and says what happened. Rows are
 * the list's children; a control is named by its `data-move` or its `name`'s last part.
 */
export function useListFocus() {
  const list = useRef<HTMLUListElement>(null);
  const wish = useRef<FocusTarget>(undefined);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!wish.current) return;
    const { row, control } = wish.current;
    const at = list.current?.children[row];
    const found = at?.querySelector<HTMLElement>(`[data-move="${control}"], [name$=".${control}"]`);
    if (!found) return;
    wish.current = undefined;
    found.focus();
  });
  return {
    list,
    said,
    say: setSaid,
    focusRow: (row: number, control: string) => {
      wish.current = { row, control };
    },
    /** The control that has the focus now, so that it keeps it when its row moves. */
    controlNow: (): string => {
      const active = document.activeElement;
      return (
        (active instanceof HTMLElement && (active.dataset['move'] ?? active.getAttribute('name')?.split('.').at(-1))) ||
        'up'
      );
    },
  };
}
