'use client';

import { useEffect } from 'react';
import { asOneLine, holdsControl } from '#lib/kernel/text/line.ts';
import { insertText } from './insert-text.ts';

/** Fields of one line; a text area says so of itself. */
const ONE_LINE =
  'input:is(:not([type]), [type="text"], [type="search"], [type="url"], [type="email"], [type="tel"]), ' +
  'textarea[data-one-line]';

/** What is pasted into any field of one line comes in as one line, without signs that nobody sees and no save takes. */
export function useCleanPaste(): void {
  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const { target } = event;
      const text = event.clipboardData?.getData('text/plain') ?? '';
      // Whoever takes the paste itself, has it already.
      if (
        event.defaultPrevented ||
        !holdsControl(text) ||
        !isField(target) ||
        !target.matches(ONE_LINE) ||
        target.readOnly
      )
        return;
      event.preventDefault();
      insertText(target, asOneLine(text));
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
}

function isField(target: EventTarget | null): target is HTMLInputElement | HTMLTextAreaElement {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
