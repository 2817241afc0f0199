'use client';

import { type KeyboardEvent, useRef, useState } from 'react';
import { onKeys } from '#components/keys/on-keys.ts';
import { nearestFilled } from './places.ts';

type AreaOptions = {
  filled: readonly boolean[];
  take(at: number): void;
  dismiss(at: number): void;
  /** Where the focus goes when the last proposal is gone. */
  leave(): void;
};

/**
 * Proposals as one stop of the Tab key: arrows go from one to the next, Enter takes the one in focus, Delete or
 * Backspace dismisses it. Whichever way one goes, the focus moves on to the next before it leaves.
 */
export function useArea({ filled, take, dismiss, leave }: AreaOptions) {
  const area = useRef<HTMLDivElement>(null);
  const [last, setLast] = useState(0);
  const stop = filled[last] ? last : (nearestFilled(filled, last) ?? 0);
  const focus = (at: number | undefined) =>
    at === undefined ? leave() : area.current?.querySelector<HTMLElement>(`[data-place="${at}"]`)?.focus();
  const moveOn = (from: number) => {
    if (area.current?.contains(document.activeElement)) focus(nearestFilled(filled, from));
  };
  const leaveBy = (way: (at: number) => void) => (at: number) => {
    if (!filled[at]) return;
    moveOn(at);
    way(at);
  };
  const takeAt = leaveBy(take);
  const dismissAt = leaveBy(dismiss);
  const go = (event: KeyboardEvent) => {
    const at = placeOf(event.target);
    const to = at === undefined ? undefined : target(event.key, at, filled);
    if (to === undefined) return false;
    focus(to);
    return true;
  };
  const drop = (event: KeyboardEvent) => {
    const at = placeOf(event.target);
    if (at === undefined) return false;
    dismissAt(at);
    return true;
  };
  const moves = ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'Home', 'End'].map((key) => [key, go] as const);
  const onKeyDown = onKeys(...moves, ['Delete', drop], ['Backspace', drop]);
  return {
    area,
    onKeyDown,
    take: takeAt,
    dismiss: dismissAt,
    /** What the button of a place needs. */
    place: (at: number) => ({
      'data-place': at,
      tabIndex: at === stop ? 0 : -1,
      onFocus: () => setLast(at),
      onClick: () => takeAt(at),
    }),
  };
}

function placeOf(target: EventTarget): number | undefined {
  const place = target instanceof HTMLElement ? target.dataset['place'] : undefined;
  return place === undefined ? undefined : Number(place);
}

function target(key: string, at: number, filled: readonly boolean[]): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowDown') return after(filled, at + 1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return filled.findLastIndex((is, other) => is && other < at);
  if (key === 'Home') return after(filled, 0);
  return key === 'End' ? filled.lastIndexOf(true) : undefined;
}

function after(filled: readonly boolean[], from: number): number {
  return filled.findIndex((is, at) => is && at >= from);
}
