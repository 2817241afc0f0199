'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { FollowedRun } from '#lib/exchange/runs/runs.ts';
import { RUN_API } from './run-api.ts';
import { isUnderWay } from './run-words.ts';

const EVERY_MS = 700;
const LONGEST_WAIT_MS = 5_000;

/** A run as it goes on: asked for again and again until it has ended. `lost` while the server does not answer. */
export function useRun(first: FollowedRun): { run: FollowedRun; lost: boolean; show(run: FollowedRun): void } {
  const client = useQueryClient();
  const question = RUN_API[first.kind].read(first.id);
  const { data: run = first, failureCount } = useQuery({
    ...question,
    initialData: first,
    refetchOnMount: false,
    refetchInterval: ({ state }) => state.data !== undefined && isUnderWay(state.data) && EVERY_MS,
    refetchIntervalInBackground: true,
    retry: true,
    retryDelay: (failures) => Math.min(EVERY_MS * 2 ** (failures + 1), LONGEST_WAIT_MS),
  });
  return { run, lost: failureCount > 0, show: (changed) => client.setQueryData(question.queryKey, changed) };
}
