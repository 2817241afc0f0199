'use client';

import { useEffect, useState } from 'react';
import base from '../base.module.css';
import { elapsed } from './elapsed.ts';

/**
 * How long ago an instant (ISO text) was; the exact time, in the reader's zone, is in its title.
 * The server does not know that zone, so the exact time appears once the browser has taken over.
 */
export function TimeAgo({ at }: { at: string }) {
  const [now, setNow] = useState<Date>();
  useEffect(() => {
    setNow(new Date());
    const timer = setInterval(() => setNow(new Date()), 60_000);
    return () => clearInterval(timer);
  }, []);
  const since = new Date(at);
  return (
    <time
      className={`${base.tabular} ${base.nowrap}`}
      dateTime={at}
      title={now ? since.toLocaleString(undefined, { dateStyle: 'full', timeStyle: 'short' }) : undefined}
      suppressHydrationWarning
    >
      {elapsed(since, now ?? new Date())}
    </time>
  );
}
