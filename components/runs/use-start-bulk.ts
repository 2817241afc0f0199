'use client';

import { useRouter } from 'next/navigation';
import { useRef, useState } from 'react';
import { type ApiProblem, type BodyOf, callApi } from '#components/api-client.ts';
import { requestKey } from './request-key.ts';

/** What is to be done to which entries. */
type BulkWish = BodyOf<'startBulk'>;

/**
 * Begins a run over many entries and leads to its report. A wish that is sent once more, as after a lost answer, is the
 * same run.
 */
export function useStartBulk() {
  const router = useRouter();
  const sent = useRef({ wish: '', key: '' });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  async function start(wish: BulkWish): Promise<boolean> {
    setBusy(true);
    setProblem(undefined);
    const text = JSON.stringify(wish);
    if (sent.current.wish !== text) sent.current = { wish: text, key: requestKey() };
    const answer = await callApi('startBulk', { body: wish, key: sent.current.key });
    if (answer.ok) {
      router.push(`/bulk/${answer.value.run}`);
      return true;
    }
    setBusy(false);
    setProblem(answer.problem);
    return false;
  }
  return { start, busy, problem };
}
