'use client';

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiProblem } from '#components/api-client.ts';
import type { RunFilesPage } from '#lib/exchange/runs/runs.ts';
import { RUN_API, type RunAt } from './run-api.ts';

export type FileFilter = { outcome: string | undefined; q: string };

type Cursor = string | undefined;
type Pages = InfiniteData<RunFilesPage, Cursor>;

/**
 * The files of a run that a filter lets through, a page at a time. `fresh` changes when the list has to be read again.
 * What was read last stays until there is something newer.
 */
export function useRunFiles({ id, kind }: RunAt, filter: FileFilter, first: RunFilesPage, fresh: string) {
  const { outcome, q } = filter;
  const [came] = useState<{ pages: Pages; fresh: string }>({
    pages: { pages: [first], pageParams: [undefined] },
    fresh,
  });
  const [shown, setShown] = useState(came.pages);
  const asIt = outcome === undefined && q === '' && fresh === came.fresh;
  const { data, error, isFetching, hasNextPage, fetchNextPage } = useInfiniteQuery<
    RunFilesPage,
    ApiProblem,
    Pages,
    readonly unknown[],
    Cursor
  >({
    queryKey: ['files of a run', kind, id, outcome, q, fresh],
    queryFn: ({ pageParam, signal }) =>
      RUN_API[kind].files(id, { outcome, q: q || undefined, cursor: pageParam }, signal),
    initialPageParam: undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    ...(asIt ? { initialData: came.pages } : {}),
    refetchOnMount: false,
  });
  if (data && data !== shown) setShown(data);
  const { counts, next } = shown.pages.at(-1) ?? first;
  return {
    items: shown.pages.flatMap(({ items }) => items),
    next,
    counts,
    busy: isFetching,
    problem: error ?? undefined,
    more: () => void (hasNextPage && fetchNextPage()),
  };
}
