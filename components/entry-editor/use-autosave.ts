'use client';

import { useCallback, useEffect, useRef } from 'react';
import { retryAfter, saveAt } from './autosave-pace.ts';
import type { EntryForm } from './entry-form.ts';
import type { How, SaveResult } from './use-entry.ts';

type Saving = { isDirty(): boolean; save(how: How): Promise<SaveResult> };

/**
 * Saves by itself: after a pause in typing, when the tab is hidden, and again after a failure that passes, with growing
 * pauses and as soon as the network or the person is back. Where it is not `enabled`, it only repeats what was sent and had no answer.
 */
export function useAutosave(form: EntryForm, { isDirty, save }: Saving, enabled: boolean, paused: boolean) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const firstChange = useRef<number>(undefined);
  const failures = useRef(0);
  const allowed = useRef({ enabled, paused });
  const told = useRef<(result: SaveResult) => void>(undefined);

  const fire = useCallback(async () => {
    clearTimeout(timer.current);
    if (allowed.current.paused || !isDirty()) return;
    firstChange.current = undefined;
    told.current?.(await save({ quiet: true, repeat: !allowed.current.enabled }));
  }, [isDirty, save]);

  const plan = useCallback(
    (at: number) => {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void fire(), Math.max(0, at - Date.now()));
    },
    [fire],
  );

  /** To be told of what every save came to, whoever asked for it. */
  const learn = useCallback(
    (result: SaveResult) => {
      failures.current = result === 'again' ? failures.current + 1 : 0;
      if (result === 'again') plan(Date.now() + retryAfter(failures.current, Math.random()));
    },
    [plan],
  );
  useEffect(() => {
    told.current = learn;
  }, [learn]);

  const onChange = useCallback(() => {
    if (!allowed.current.enabled || !isDirty()) return;
    const now = Date.now();
    firstChange.current ??= now;
    // While nobody answers, the growing pauses go on; typing does not shorten them.
    if (!failures.current) plan(saveAt(firstChange.current, now));
  }, [isDirty, plan]);

  useEffect(() => form.subscribe({ formState: { values: true }, callback: onChange }), [form, onChange]);

  useEffect(() => {
    allowed.current = { enabled, paused };
    if (enabled && !paused) onChange();
  }, [enabled, paused, onChange]);

  useEffect(() => {
    const back = () => {
      if (!failures.current) return;
      // The network may take a moment yet: the pauses begin anew.
      failures.current = 1;
      void fire();
    };
    const seen = () => (document.visibilityState === 'hidden' || failures.current > 0) && void fire();
    window.addEventListener('online', back);
    window.addEventListener('focus', back);
    document.addEventListener('visibilitychange', seen);
    return () => {
      clearTimeout(timer.current);
      window.removeEventListener('online', back);
      window.removeEventListener('focus', back);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [fire]);

  return { learn, saveSoon: onChange };
}
