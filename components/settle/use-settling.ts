'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { type AnswerOf, type ApiProblem, type BodyOf, callApi } from '#components/api-client.ts';

type Decision = BodyOf<'settleItem'>;

/** What came of a decision: whose withdrawals are before the reviewers now, and which pages stay as they are. */
export type Settled = AnswerOf<'settleItem'>;

/**
 * Settles one item and keeps what came of it in its place, so that nothing jumps under whoever works through the list.
 * `result` takes the focus that the buttons had.
 */
export function useSettling(id: number) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [settled, setSettled] = useState<Settled>();
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (settled) result.current?.focus();
  }, [settled]);
  const settle = async (decision: Decision) => {
    setBusy(true);
    setProblem(undefined);
    const answer = await callApi('settleItem', { params: { id }, body: decision });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    setSettled(answer.value);
    router.refresh();
  };
  return { busy, problem, settled, settle, result };
}
