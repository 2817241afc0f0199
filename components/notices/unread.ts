'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect } from 'react';
import { type AnswerOf, type BodyOf, callApi } from '#components/api-client.ts';
import { apiQuery, useApiQuery, useAskAgain } from '#components/api-query.ts';

const EVERY_MS = 30_000;

/** Marks notices and has the unread ones counted again. Undefined where it did not work. */
export function useMarkNotices(): (marking: BodyOf<'markNotices'>) => Promise<AnswerOf<'markNotices'> | undefined> {
  const askAgain = useAskAgain();
  return useCallback(
    async (marking) => {
      const answer = await callApi('markNotices', { body: marking });
      if (!answer.ok) return undefined;
      void askAgain('countUnread');
      return answer.value;
    },
    [askAgain],
  );
}

/**
 * How many notices are unread: asked every half minute while somebody looks, and whenever the window gets the focus.
 * `initial` came with the page; a refresh of the page may bring another one.
 */
export function useUnread(initial: number): number {
  const client = useQueryClient();
  useEffect(() => {
    client.setQueryData(apiQuery('countUnread', {}).queryKey, { count: initial });
  }, [client, initial]);
  const { data } = useApiQuery('countUnread', {}, { first: { count: initial }, everyMs: EVERY_MS });
  return data?.count ?? initial;
}
