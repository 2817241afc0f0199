import type { KeyboardEvent } from 'react';
import { pressed } from './pressed.ts';

/** A key, and what it does where the focus is. False leaves it to whoever comes next. */
type KeyAction = readonly [key: string, run: (event: KeyboardEvent) => unknown];

/** The `onKeyDown` of an element with keys of its own. Silent in a composition and while a key is only held down. */
export function onKeys(...actions: readonly KeyAction[]): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented) return;
    const name = pressed(event.nativeEvent);
    const found = actions.find(([key]) => key === name);
    if (!found || found[1](event) === false) return;
    event.preventDefault();
    event.stopPropagation();
  };
}
