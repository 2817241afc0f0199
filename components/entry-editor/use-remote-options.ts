'use client';

import { type ApiQuery, useAsked } from '#components/api-query.ts';

type FindOptions<Item> = (query: string) => ApiQuery<{ items: readonly Item[] }>;

/** `answered`: whether the items, or the problem, are the answer to the very question that is asked. */
export type RemoteOptions<Item> = {
  items: readonly Item[];
  answered: boolean;
  loading: boolean;
  problem: string | undefined;
};

const NONE: readonly never[] = [];

/**
 * What the server finds for what is being typed, by `find`. Only the answer to the latest question counts; the options
 * of the one before stay until it comes, so that a list does not flicker.
 */
export function useRemoteOptions<Item>(
  find: FindOptions<Item>,
  query: string,
  enabled: boolean,
  pauseMs = 120,
): RemoteOptions<Item> {
  const found = useAsked(find(query), { enabled, pauseMs, keeps: true });
  return {
    items: found.data?.items ?? NONE,
    answered: !found.isPending && !found.isPlaceholderData,
    loading: found.isFetching,
    problem: found.error?.detail,
  };
}
