'use client';

import { useEffect, useLayoutEffect, useRef } from 'react';
import { isDayField, understandDay } from '#components/ui/days/understand-day.ts';
import { isCovered } from './overlays.tsx';
import { pressed } from './pressed.ts';
import { useSingleKeys } from './single-keys.ts';

/**
 * What each key does: one key, two keys one after the other (`g d`), or one with modifiers (`Mod+S`, `Alt+1`). False
 * leaves the key alone.
 */
export type Shortcuts = Readonly<Record<string, () => unknown>>;

type ScreenShortcuts = { shortcuts: Shortcuts; single: boolean };

const SECOND_KEY_WITHIN = 1500;
const screens = new Set<{ current: ScreenShortcuts }>();
let first: { key: string; at: number } | undefined;

/**
 * The one door for shortcuts of a screen. None acts while anything covers the page or is about to, while text is
 * being composed, with a modifier that it does not name, or while a key is held down. Single keys are silent in fields
 * and where somebody switched them off. Those with a modifier are silent in another form than the page's own
 * (`data-page-keys`); there, Ctrl Enter sends that form.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const [single] = useSingleKeys();
  const screen = useRef<ScreenShortcuts>({ shortcuts, single });
  // Before the screen is seen: a key means what the screen shows.
  useLayoutEffect(() => {
    screen.current = { shortcuts, single };
  });
  useEffect(() => {
    if (!screens.size) window.addEventListener('keydown', onKey, true);
    screens.add(screen);
    return () => {
      screens.delete(screen);
      if (!screens.size) window.removeEventListener('keydown', onKey, true);
    };
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || isModifier(event.key)) return;
  const { target } = event;
  const name = pressed(event);
  if (name === undefined) {
    swallowHeld(event);
    return;
  }
  // A day is read before whatever sends or saves it.
  if (name.startsWith('Mod+') && isDayField(target)) understandDay(target);
  const form = name === 'Mod+Enter' ? foreignForm(target) : null;
  if (form) {
    form.requestSubmit();
    taken(event);
    return;
  }
  const run = find(name, event.timeStamp, target);
  if (!run) return;
  const isShut = isCovered() || (name.includes('+') && !isPages(name, target));
  // The browser has a meaning of its own for most keys with Ctrl, which nobody wants here either.
  if (isShut && name !== 'Mod+Enter' && name.startsWith('Mod+')) event.preventDefault();
  if (!isShut && run() !== false) taken(event);
}

/** What the key does, or the two keys together. */
function find(name: string, at: number, target: EventTarget | null): (() => unknown) | undefined {
  const isSingle = name.length === 1;
  if (!name.includes('+') && isTyping(target)) {
    first = undefined;
    return undefined;
  }
  const pair = first && at - first.at < SECOND_KEY_WITHIN ? `${first.key} ${name}` : undefined;
  const known = [...screens].reverse().filter(({ current }) => current.single || !isSingle);
  const run = (pair && action(known, pair)) || action(known, name);
  first = run || !isSingle || isCovered() ? undefined : { key: name, at };
  return run;
}

function action(known: readonly { current: ScreenShortcuts }[], name: string): (() => unknown) | undefined {
  const found = known.find(({ current }) => Object.hasOwn(current.shortcuts, name));
  return found?.current.shortcuts[name];
}

/** A shortcut with Ctrl that is only held down must not fall through to the browser. */
function swallowHeld(event: KeyboardEvent): void {
  if (!event.repeat || !(event.ctrlKey || event.metaKey)) return;
  const name = `Mod+${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
  if ([...screens].some(({ current }) => Object.hasOwn(current.shortcuts, name))) event.preventDefault();
}

function taken(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

const PAGE = '[data-page-keys]';
const WITHOUT_LETTERS = 'input:is([type="checkbox"], [type="radio"], [type="button"], [type="submit"])';

/** The form in focus, unless it is the page's own. */
function foreignForm(target: EventTarget | null): HTMLFormElement | null {
  const form = target instanceof Element && !target.closest(PAGE) ? target.closest('form') : null;
  return form;
}

/**
 * Whether a key with a modifier means the page: not another form, and for Ctrl Enter, which links and buttons know too,
 * nothing else that is in focus.
 */
function isPages(name: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest(PAGE)) return true;
  return (
    target.closest(
      name === 'Mod+Enter' ? 'form, a[href], button, select, input, textarea, [tabindex]:not([tabindex="-1"])' : 'form',
    ) === null
  );
}

/** Whether letters go into what has the focus, or choose in it. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.matches(WITHOUT_LETTERS)) return false;
  return (
    target.isContentEditable || target.closest('input, textarea, select, [role="listbox"], [role="combobox"]') !== null
  );
}

function isModifier(key: string): boolean {
  return (
    key === 'Control' || key === 'Shift' || key === 'Alt' || key === 'Meta' || key === 'AltGraph' || key === 'CapsLock'
  );
}
