'use client';

import { Button } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useState } from 'react';
import { onKeys } from '#components/keys/on-keys.ts';
import styles from './fields.module.css';

type Undo = { said: string; back(): void };

const OFFERED_FOR_MS = 20_000;

/**
 * Brings back what was just removed from a list: by a button that is offered for a while, or by Ctrl+Z in the list
 * where no text is being typed.
 */
export function useUndo(): {
  offer: ReactNode;
  remember(said: string, back: () => void): void;
  forget(): void;
  onKeyDown(event: KeyboardEvent): void;
} {
  const [undo, setUndo] = useState<Undo>();
  useEffect(() => {
    if (!undo) return;
    const timer = setTimeout(() => setUndo(undefined), OFFERED_FOR_MS);
    return () => clearTimeout(timer);
  }, [undo]);
  const run = () => {
    undo?.back();
    setUndo(undefined);
  };
  return {
    offer: undo && (
      <span className={styles.undo}>
        {undo.said}{' '}
        <Button size="compact-xs" variant="subtle" onClick={run} title="Ctrl+Z or ⌘Z">
          Undo
        </Button>
      </span>
    ),
    remember: (said, back) => setUndo({ said, back }),
    forget: () => setUndo(undefined),
    onKeyDown: onKeys([
      'Mod+z',
      (event) => {
        if (!undo || isTyped(event.target)) return false;
        run();
        return true;
      },
    ]),
  };
}

/** A field with words in it undoes its own typing. */
function isTyped(target: EventTarget): boolean {
  return (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) && target.value !== '';
}
