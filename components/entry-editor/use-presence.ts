'use client';

import { useEffect, useRef, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { asPerson } from './save-request.ts';

/** Somebody else who has the entry open. */
export type Other = { id: number; name: string; writes: boolean };

/** Where the entry stands for everybody: its current text, and the state of its open proposal. */
export type Stands = { revision: number | null; state: string | null };

type Answer = { others: Other[]; stands: Stands };
type Setting = { event: number | undefined; person: number; tab: string; writes: boolean; onStands(stands: Stands): void };

const BEAT_MS = 8_000;

/** Tells the others that this tab has the entry open while it can be seen, and gives who else has. */
export function usePresence({ event, person, tab, writes, onStands }: Setting): readonly Other[] {
  const [others, setOthers] = useState<readonly Other[]>([]);
  const learn = useRef(onStands);
  useEffect(() => {
    learn.current = onStands;
  });
  useEffect(() => {
    if (event === undefined) return;
    const path = `/events/${event}/presence`;
    let current = true;
    const beat = async () => {
      if (document.visibilityState === 'hidden') return;
      const answer = await callApi<Answer>('POST', path, { tab, writes }, asPerson(person));
      if (!current || !answer.ok) return;
      setOthers((now) => (JSON.stringify(now.map(seen)) === JSON.stringify(answer.value.others.map(seen)) ? now : answer.value.others));
      learn.current(answer.value.stands);
    };
    void beat();
    const timer = setInterval(() => void beat(), BEAT_MS);
    const leave = () => navigator.sendBeacon(`/api/v1${path}`, new Blob([JSON.stringify({ tab, leaves: true })], { type: 'application/json' }));
    window.addEventListener('focus', beat);
    window.addEventListener('pageshow', beat);
    window.addEventListener('pagehide', leave);
    document.addEventListener('visibilitychange', beat);
    return () => {
      current = false;
      clearInterval(timer);
      window.removeEventListener('focus', beat);
      window.removeEventListener('pageshow', beat);
      window.removeEventListener('pagehide', leave);
      document.removeEventListener('visibilitychange', beat);
    };
  }, [event, person, tab, writes]);
  // Within the site the page is left without a pagehide.
  useEffect(() => {
    if (event === undefined) return;
    return () => void navigator.sendBeacon(`/api/v1/events/${event}/presence`, new Blob([JSON.stringify({ tab, leaves: true })], { type: 'application/json' }));
  }, [event, tab]);
  return others;
}

function seen({ id, name, writes }: Other): Other {
  return { id, name, writes };
}
