'use client';

import { useEffect } from 'react';

/** Opens the palette with Ctrl K, or the command key and K, also while somebody types; not over another dialog. */
export function usePaletteKey(open: () => void): void {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.repeat) return;
      event.preventDefault();
      if (!document.querySelector('[role="dialog"][aria-modal="true"]')) open();
    }
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
}
