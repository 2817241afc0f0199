'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import type { SuggestionKind } from '#lib/discovery/suggestions/rules/dismissal.ts';
import { isPassing } from '../model/save-request.ts';

type PendingDismissal = { kind: SuggestionKind; subject: number; dismissed: boolean };

export type Dismissals = {
  has(kind: SuggestionKind, subject: number): boolean;
  dismiss(kind: SuggestionKind, subject: number): void;
  undo(kind: SuggestionKind, subject: number): void;
  /** What the server said no to, if anything. */
  problem: string | undefined;
};

/**
 * What was dismissed here. The archive remembers it; while the entry has no id, or nobody answers, it waits in the form
 * and is sent with the first occasion after that, in the order in which it was decided.
 */
export function useDismissals(entry: number | undefined, person: number): Dismissals {
  const [decided, setDecided] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [problem, setProblem] = useState<string>();
  const waiting = useRef<PendingDismissal[]>([]);
  const sending = useRef(false);

  const send = useCallback(async () => {
    if (entry === undefined || sending.current) return;
    sending.current = true;
    for (let wish = waiting.current[0]; wish; wish = waiting.current[0]) {
      const { kind, subject, dismissed } = wish;
      const answer = await callApi(dismissed ? 'dismissSuggestion' : 'undoDismissal', {
        params: { id: entry },
        body: { kind, subject },
        person,
      });
      if (!answer.ok && isPassing(answer.problem)) break;
      waiting.current.shift();
      setProblem(answer.ok ? undefined : answer.problem.detail);
    }
    sending.current = false;
  }, [entry, person]);

  useEffect(() => {
    void send();
    const again = () => void send();
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [send]);

  const decide = (kind: SuggestionKind, subject: number, dismissed: boolean) => {
    setDecided((now) => new Map(now).set(`${kind} ${subject}`, dismissed));
    waiting.current.push({ kind, subject, dismissed });
    void send();
  };
  return {
    has: (kind, subject) => decided.get(`${kind} ${subject}`) ?? false,
    dismiss: (kind, subject) => decide(kind, subject, true),
    undo: (kind, subject) => decide(kind, subject, false),
    problem,
  };
}
