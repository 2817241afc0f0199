'use client';

import { useRouter } from 'next/navigation';
import { useRef } from 'react';
import { type BodyOf, callApi } from '#components/api-client.ts';
import { requestKey } from './request-key.ts';

/** What is to be done to which entries. */
export type BulkRequest = BodyOf<'startBulk'>;

/**
 * Begins a run over many entries, and leads to its report. A wish that is sent once more, as after a lost answer, is
 * the same run.
 */
export function useStartBulk() {
  const router = useRouter();
  const sent = useRef({ wish: '', key: '' });
  return {
    start(wish: BulkRequest) {
      const text = JSON.stringify(wish);
      if (sent.current.wish !== text) sent.current = { wish: text, key: requestKey() };
      return callApi('startBulk', { body: wish, key: sent.current.key });
    },
    follow: ({ run }: { run: number }) => router.push(`/bulk/${run}`),
  };
}
