'use client';

import type { RefObject } from 'react';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/**
 * Alt with a digit takes the proposal that has the number, Alt with Enter all that are likely, wherever in the form one
 * writes. False from `run` leaves the key alone.
 */
export function useHelpKeys(
  area: RefObject<HTMLElement | null>,
  run: { digit(at: number): boolean; enter(): boolean },
): void {
  const isInSight = () => area.current !== null && area.current.getClientRects().length > 0;
  useShortcuts({
    ...Object.fromEntries(DIGITS.map((digit) => [`Alt+${digit}`, () => isInSight() && run.digit((digit + 9) % 10)])),
    'Alt+Enter': () => isInSight() && run.enter(),
  });
}
