'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import type { SuggestionKind } from '#lib/discovery/suggestions/rules/refusal.ts';
import { isPassing } from '../model/save-request.ts';

type Wish = { kind: SuggestionKind; subject: number; refused: boolean };

export type Refusals = {
  has(kind: SuggestionKind, subject: number): boolean;
  refuse(kind: SuggestionKind, subject: number): void;
  undo(kind: SuggestionKind, subject: number): void;
  /** What the server said no to, if anything. */
  problem: string | undefined;
};

/**
 * What was refused here. The archive remembers it; while the entry has no id, or nobody answers, it waits in the form
 * and is sent with the first occasion after that, in the order in which it was decided.
 */
export function useRefusals(entry: number | undefined, person: number): Refusals {
  const [decided, setDecided] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [problem, setProblem] = useState<string>();
  const waiting = useRef<Wish[]>([]);
  const sending = useRef(false);

  const send = useCallback(async () => {
    if (entry === undefined || sending.current) return;
    sending.current = true;
    for (let wish = waiting.current[0]; wish; wish = waiting.current[0]) {
      const { kind, subject, refused } = wish;
      const answer = await callApi(refused ? 'refuseSuggestion' : 'takeRefusalBack', {
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

  const decide = (kind: SuggestionKind, subject: number, refused: boolean) => {
    setDecided((now) => new Map(now).set(`${kind} ${subject}`, refused));
    waiting.current.push({ kind, subject, refused });
    void send();
  };
  return {
    has: (kind, subject) => decided.get(`${kind} ${subject}`) ?? false,
    refuse: (kind, subject) => decide(kind, subject, true),
    undo: (kind, subject) => decide(kind, subject, false),
    problem,
  };
}
