'use client';

import { useEffect, useState } from 'react';
import type { ApiAnswer } from '#components/api-client.ts';

type Find<Item> = (query: string) => Promise<ApiAnswer<{ items: Item[] }>>;

export type RemoteOptions<Item> = { query: string; items: Item[]; loading: boolean; problem: string | undefined };

/**
 * What the server finds for what is being typed, by `find`, which stays the same while the question is the same. Only
 * the answer to the latest question counts; the options of the one before stay until it comes, so that a list does not
 * flicker.
 */
export function useRemoteOptions<Item>(
  find: Find<Item>,
  query: string,
  enabled: boolean,
  pauseMs = 120,
): RemoteOptions<Item> {
  const [found, setFound] = useState<RemoteOptions<Item>>({ query: '', items: [], loading: false, problem: undefined });
  useEffect(() => {
    if (!enabled) return;
    let current = true;
    setFound((now) => ({ ...now, loading: true }));
    const timer = setTimeout(async () => {
      const answer = await find(query);
      if (!current) return;
      setFound(
        answer.ok
          ? { query, items: answer.value.items, loading: false, problem: undefined }
          : { query, items: [], loading: false, problem: answer.problem.detail },
      );
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [find, query, enabled, pauseMs]);
  return found;
}
