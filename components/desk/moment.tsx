'use client';

import { useEffect, useState } from 'react';
import base from '#components/ui/base.module.css';

/** An instant to come (ISO text), in the reader's zone once the browser knows it; in UTC until then. */
export function Moment({ at }: { at: string }) {
  const [here, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  const said = here
    ? new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
    : `${at.slice(0, 16).replace('T', ' ')} UTC`;
  return (
    <time className={`${base.tabular} ${base.nowrap}`} dateTime={at}>
      {said}
    </time>
  );
}
