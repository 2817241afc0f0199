'use client';

import {
  focusManager,
  keepPreviousData,
  QueryClient,
  skipToken,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Operation } from '#lib/kernel/contract/operations.ts';
import { type AnswerOf, type ApiProblem, callApi, type InputOf } from './api-client.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: ApiProblem;
  }
}

/** A question to the API: the key that its answer is shared under, and how it is asked. */
export type ApiQuery<T> = {
  queryKey: readonly unknown[];
  queryFn: typeof skipToken | ((asking: { signal: AbortSignal }) => Promise<T>);
};

/** How long an answer outlives the screen that showed it: a screen that is being built may need it a moment later. */
const KEPT_MS = 1_000;

/**
 * Nothing is asked again by itself: not after a failure, which the screen shows, and not whenever the window gets the
 * focus, unless the question says so. What the browser believes of the network does not count.
 */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        gcTime: KEPT_MS,
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        networkMode: 'always',
      },
    },
  });
}

/** Somebody is back where another window had the focus, too, or where the page comes out of the browser's memory. */
focusManager.setEventListener((look) => {
  if (typeof window === 'undefined') return undefined;
  const hear = () => look();
  const entries = ['visibilitychange', 'focus', 'pageshow'];
  for (const entry of entries) window.addEventListener(entry, hear);
  return () => {
    for (const entry of entries) window.removeEventListener(entry, hear);
  };
});

/** What `callApi` answers, for a query: a problem is the error of the query. */
export async function askApi<Name extends Operation>(
  name: Name,
  input: InputOf<Name>,
  signal: AbortSignal,
): Promise<AnswerOf<Name>> {
  const given = [name, { ...input, signal }] as unknown as Parameters<typeof callApi<Name>>;
  const answer = await callApi(...given);
  if (!answer.ok) throw answer.problem;
  return answer.value;
}

/**
 * The question to an operation with an input; without an input there is nothing to ask yet. A question that nobody
 * waits for any more is ended.
 */
export function apiQuery<Name extends Operation>(
  name: Name,
  input: InputOf<Name> | undefined,
): ApiQuery<AnswerOf<Name>> {
  return {
    queryKey: [name, input],
    queryFn: input === undefined ? skipToken : ({ signal }) => askApi(name, input, signal),
  };
}

/** A question that waits a moment, as of somebody who types. One that another takes the place of is never sent. */
export function afterPause<T>({ queryKey, queryFn }: ApiQuery<T>, pauseMs: number): ApiQuery<T> {
  if (typeof queryFn === 'symbol') return { queryKey, queryFn };
  return {
    queryKey,
    queryFn: async (asking) => {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(resolve, pauseMs);
        asking.signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(asking.signal.reason);
        });
      });
      return queryFn(asking);
    },
  };
}

type Options<T> = {
  /** What came with the page. It is not asked for again at once. */
  first?: T | undefined;
  /** Whether it is asked now. */
  enabled?: boolean;
  /** Waits so long before it asks. */
  pauseMs?: number;
  /** The answer to the question before is shown until the one to this comes. */
  keeps?: boolean;
  /** Asks again and again while somebody looks, and when they come back. */
  everyMs?: number;
};

/**
 * What the API answers to an operation that reads: `data`, or `error`, which is the problem in the API's words. The
 * answer to an earlier question never takes the place of a later one.
 */
export function useApiQuery<Name extends Operation>(
  name: Name,
  input: InputOf<Name> | undefined,
  options: Options<AnswerOf<Name>> = {},
) {
  return useAsked(apiQuery(name, input), options);
}

/** `useApiQuery` for a question that was put together elsewhere. */
export function useAsked<T>(
  query: ApiQuery<T>,
  { first, enabled = true, pauseMs = 0, keeps, everyMs }: Options<T> = {},
) {
  return useQuery<T>({
    ...(pauseMs ? afterPause(query, pauseMs) : query),
    enabled,
    ...(first === undefined ? {} : { initialData: () => first, staleTime: KEPT_MS }),
    ...(keeps ? { placeholderData: keepPreviousData } : {}),
    ...(everyMs ? { refetchInterval: everyMs, refetchOnWindowFocus: true } : {}),
  });
}

/** Has what the screens show of some operation read again, as after a change. */
export function useAskAgain(): (name: Operation) => Promise<void> {
  const client = useQueryClient();
  return useCallback((name) => client.invalidateQueries({ queryKey: [name] }), [client]);
}
