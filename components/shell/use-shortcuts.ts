'use client';

import { useEffect, useRef } from 'react';
import { useSingleKeys } from './single-keys.ts';

/** What each key, or two keys one after the other (`g d`), does. */
export type Shortcuts = Readonly<Record<string, () => void>>;

const SECOND_KEY_WITHIN = 1500;

/** Runs shortcuts made of plain keys. Silent while somebody types, in dialogs and menus, and with Ctrl, Alt or the command key held. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const [enabled] = useSingleKeys();
  const current = useRef(shortcuts);
  useEffect(() => {
    current.current = shortcuts;
  });
  useEffect(() => {
    if (!enabled) return;
    let first: { key: string; at: number } | undefined;
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target)) return;
      const pair = first && event.timeStamp - first.at < SECOND_KEY_WITHIN ? `${first.key} ${event.key}` : undefined;
      const run = (pair && current.current[pair]) || current.current[event.key];
      first = run ? undefined : { key: event.key, at: event.timeStamp };
      if (!run) return;
      event.preventDefault();
      run();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [enabled]);
}

function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="menu"], [role="listbox"]') !== null;
}
