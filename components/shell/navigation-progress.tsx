'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import base from '#components/ui/base.module.css';
import styles from './shell.module.css';

const SHOW_AFTER = 400;
const GIVE_UP_AFTER = 30_000;

/** A line at the top of the window while the next screen takes longer than a moment. */
export function NavigationProgress() {
  const path = usePathname();
  const search = useSearchParams();
  const [busy, setBusy] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new address is what ends the wait
  useEffect(() => setBusy(false), [path, search]);
  useEffect(() => watchLinks(setBusy), []);
  return busy ? (
    <div className={styles.navigationProgress} role="status">
      <span className={base.visuallyHidden}>Loading</span>
    </div>
  ) : null;
}

function watchLinks(setBusy: (busy: boolean) => void): () => void {
  let timers: ReturnType<typeof setTimeout>[] = [];
  const stop = () => {
    timers.forEach(clearTimeout);
    timers = [];
  };
  function onClick(event: MouseEvent) {
    if (!leadsElsewhere(event)) return;
    stop();
    const from = location.href;
    const show = () => location.href === from && setBusy(true);
    timers = [setTimeout(show, SHOW_AFTER), setTimeout(() => setBusy(false), GIVE_UP_AFTER)];
  }
  document.addEventListener('click', onClick);
  return () => {
    document.removeEventListener('click', onClick);
    stop();
  };
}

/** Whether a click follows a plain link to another screen of this site. */
function leadsElsewhere(event: MouseEvent): boolean {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return false;
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  if (!link?.href || link.target || link.hasAttribute('download')) return false;
  const to = new URL(link.href);
  return to.origin === location.origin && (to.pathname !== location.pathname || to.search !== location.search);
}
