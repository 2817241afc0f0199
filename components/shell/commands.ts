'use client';

import { useEffect, useId, useLayoutEffect, useRef, useSyncExternalStore } from 'react';

/** Something that the screen in front of somebody can do: its name in the palette, and its key where it has one. */
export type Command = { name: string; run: () => void; keys?: string };

const registered = new Map<string, readonly Command[]>();
const listeners = new Set<() => void>();
const NONE: readonly Command[] = [];
let all = NONE;

function changed(): void {
  all = [...registered.values()].flat();
  for (const tell of listeners) tell();
}

/** Puts what a screen can do into the command palette, as long as the screen is there. */
export function useCommands(commands: readonly Command[]): void {
  const id = useId();
  const current = useRef(commands);
  useLayoutEffect(() => {
    current.current = commands;
  });
  const names = JSON.stringify(commands.map(({ name, keys }) => [name, keys]));
  useEffect(() => {
    const named = JSON.parse(names) as [string, string | null | undefined][];
    registered.set(
      id,
      named.map(([name, keys]) => ({
        name,
        ...(keys ? { keys } : {}),
        run: () => current.current.find((command) => command.name === name)?.run(),
      })),
    );
    changed();
    return () => {
      registered.delete(id);
      changed();
    };
  }, [id, names]);
}

/** What the screen can do now. */
export function useRegisteredCommands(): readonly Command[] {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => all,
    () => NONE,
  );
}
