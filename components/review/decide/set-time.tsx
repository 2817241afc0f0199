'use client';

import { useEffect, useState } from 'react';
import base from '#components/ui/base.module.css';

/**
 * The instant (ISO text) that something is set for, in the reader's zone and with its name. The server does not know
 * that zone, so the first picture says it in UTC.
 */
export function SetTime({ at }: { at: string }) {
  const [local, setLocal] = useState<string>();
  useEffect(() => setLocal(localTime(new Date(at))), [at]);
  return (
    <time className={base.tabular} dateTime={at}>
      {local ?? `${at.slice(0, 16).replace('T', ' ')} UTC`}
    </time>
  );
}

/** “Mon 23 Nov 2026, 15:00 CET” */
export function localTime(at: Date): string {
  return at.toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}
