import type { KeyboardEvent, MouseEvent } from 'react';

/**
 * What every button has: a double click and a key that is held down press it once, so that neither hits what comes in
 * its place.
 */
export const onePress = {
  onClickCapture(event: MouseEvent<HTMLElement>): void {
    if (event.detail < 2 || event.currentTarget instanceof HTMLAnchorElement) return;
    event.preventDefault();
    event.stopPropagation();
  },
  onKeyDownCapture(event: KeyboardEvent<HTMLElement>): void {
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
  },
};
