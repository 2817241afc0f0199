'use client';

import { type RefObject, useEffect, useRef } from 'react';

/** Alt with a digit takes the proposal that has the number, Alt with Enter all that are likely, wherever in the form one writes. False from `run` leaves the key alone. */
export function useHelpKeys(area: RefObject<HTMLElement | null>, run: { digit(at: number): boolean; enter(): boolean }): void {
  const now = useRef(run);
  useEffect(() => {
    now.current = run;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.repeat || event.isComposing || !isUsable(area.current)) return;
      // The digit's key, not its sign: with Alt, some keyboards write another.
      const digit = /^Digit(\d)$/.exec(event.code)?.[1];
      const done = digit ? now.current.digit((Number(digit) + 9) % 10) : event.key === 'Enter' && now.current.enter();
      if (!done) return;
      event.preventDefault();
      event.stopPropagation();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [area]);
}

/** In sight, and with no dialog over it. */
function isUsable(area: HTMLElement | null): boolean {
  return area !== null && area.getClientRects().length > 0 && !document.querySelector('[role="dialog"][aria-modal="true"]');
}
