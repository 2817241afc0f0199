'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { type AnswerOf, type ApiProblem, type BodyOf, callApi } from '#components/api-client.ts';

type Decision = BodyOf<'resolveImportIssue'>;

/** What came of a decision: whose withdrawals are before the reviewers now, and which pages stay as they are. */
export type Resolution = AnswerOf<'resolveImportIssue'>;

/**
 * Resolves one issue and keeps what came of it in its place, so that nothing jumps under whoever works through the
 * list. `result` takes the focus that the buttons had.
 */
export function useResolution(id: number) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [resolution, setResolution] = useState<Resolution>();
  const result = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (resolution) result.current?.focus();
  }, [resolution]);
  const resolve = async (decision: Decision) => {
    setBusy(true);
    setProblem(undefined);
    const answer = await callApi('resolveImportIssue', { params: { id }, body: decision });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    setResolution(answer.value);
    router.refresh();
  };
  return { busy, problem, resolution, resolve, result };
}
