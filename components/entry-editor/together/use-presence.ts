'use client';

import { useEffect, useRef } from 'react';
import { apiAddress, type BodyOf, callApi } from '#components/api-client.ts';
import type { NewestRevision, OtherPerson } from '../model/state.ts';

type PresenceAnswer = { others: OtherPerson[]; current: NewestRevision };
type PresenceOptions = {
  entry: number | undefined;
  person: number;
  tab: string;
  writes: boolean;
  onAnswer(answer: PresenceAnswer): void;
};

const BEAT_MS = 8_000;

/** Tells the others that this tab has the entry open while it can be seen, and hands on who else has. */
export function usePresence({ entry, person, tab, writes, onAnswer }: PresenceOptions): void {
  const learn = useRef(onAnswer);
  useEffect(() => {
    learn.current = onAnswer;
  });
  useEffect(() => {
    if (entry === undefined) return;
    const params = { id: entry };
    let current = true;
    const beat = async () => {
      if (document.visibilityState === 'hidden') return;
      const answer = await callApi('entryHeartbeat', { params, body: { tab, writes }, person });
      if (current && answer.ok) learn.current(answer.value);
    };
    void beat();
    const timer = setInterval(() => void beat(), BEAT_MS);
    const leave = () => sayGoodbye(entry, tab);
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
  }, [entry, person, tab, writes]);
  // Within the site the page is left without a pagehide.
  useEffect(() => {
    if (entry === undefined) return;
    return () => void sayGoodbye(entry, tab);
  }, [entry, tab]);
}

/** Says that the tab leaves, in a way that outlives the page. */
function sayGoodbye(entry: number, tab: string): boolean {
  const body: BodyOf<'entryHeartbeat'> = { tab, leaves: true };
  return navigator.sendBeacon(
    apiAddress('entryHeartbeat', { params: { id: entry } }),
    new Blob([JSON.stringify(body)], { type: 'application/json' }),
  );
}
