'use client';

import { useEffect, useState } from 'react';
import { callApi } from '#components/api-client.ts';
import type { FollowedRun } from '#lib/queries/runs.ts';
import { isUnderWay, runsAddress } from './run-words.ts';

const EVERY_MS = 700;
const LONGEST_WAIT_MS = 5_000;

/** A run as it goes on: asked for again and again until it has ended. `lost` while the server does not answer. */
export function useRun(first: FollowedRun): { run: FollowedRun; lost: boolean; show(run: FollowedRun): void } {
  const [run, setRun] = useState(first);
  const [lost, setLost] = useState(false);
  const goesOn = isUnderWay(run);
  const address = `${runsAddress(run)}/${run.id}`;
  useEffect(() => {
    if (!goesOn) return;
    let wait = EVERY_MS;
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const ask = async () => {
      const answer = await callApi<FollowedRun>('GET', address);
      if (stopped) return;
      if (answer.ok) setRun(answer.value);
      setLost(!answer.ok);
      wait = answer.ok ? EVERY_MS : Math.min(wait * 2, LONGEST_WAIT_MS);
      timer = setTimeout(ask, wait);
    };
    timer = setTimeout(ask, EVERY_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [goesOn, address]);
  return { run, lost, show: setRun };
}
