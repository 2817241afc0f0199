'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import type { BulkVerb } from '#lib/domain/bulk/verbs.ts';
import { requestKey } from './request-key.ts';

/** What is to be done to which entries. */
type BulkWish = { verb: BulkVerb; items: { event: number; hash?: string }[]; reason?: string; to?: number | null; context?: number; by?: number };

/** Begins a run over many entries and leads to its report. A wish that is sent once more, as after a lost answer, is the same run. */
export function useStartBulk() {
  const router = useRouter();
  const sent = useRef({ wish: '', key: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  async function start(wish: BulkWish): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    const text = JSON.stringify(wish);
    if (sent.current.wish !== text) sent.current = { wish: text, key: requestKey() };
    const answer = await callApi<{ run: number }>('POST', '/bulk', wish, { 'Idempotency-Key': sent.current.key });
    if (answer.ok) return router.push(`/bulk/${answer.value.run}`);
    setBusy(false);
    setProblem(answer.problem);
  }
  return { start, busy, problem };
}
