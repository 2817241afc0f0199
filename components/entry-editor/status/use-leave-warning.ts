'use client';

import { useEffect, useState } from 'react';

/**
 * Warns before unsaved text is left: the browser's own question when the page is closed, and `asked`,
 * the address of a link within the site that was clicked, for a question of ours.
 */
export function useLeaveWarning(dirty: boolean) {
  const [asked, setAsked] = useState<string>();
  useEffect(() => {
    if (!dirty) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const href = leavingLink(event);
      if (!href) return;
      event.preventDefault();
      event.stopPropagation();
      setAsked(href);
    };
    window.addEventListener('beforeunload', beforeUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [dirty]);
  return { asked, stay: () => setAsked(undefined) };
}

/** The address of a plain click on a link that would replace this page within the site. */
function leavingLink(event: MouseEvent): string | undefined {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || (link.target && link.target !== '_self') || link.hasAttribute('download'))
    return undefined;
  if (link.origin !== window.location.origin || (link.pathname === window.location.pathname && link.hash))
    return undefined;
  return link.pathname + link.search + link.hash;
}
