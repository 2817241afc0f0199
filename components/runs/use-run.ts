'use client';

import { useEffect, useState } from 'react';
import type { FollowedRun } from '#lib/exchange/runs/runs.ts';
import { RUN_API } from './run-api.ts';
import { isUnderWay } from './run-words.ts';

const EVERY_MS = 700;
const LONGEST_WAIT_MS = 5_000;

/** A run as it goes on: asked for again and again until it has ended. `lost` while the server does not answer. */
export function useRun(first: FollowedRun): { run: FollowedRun; lost: boolean; show(run: FollowedRun): void } {
  const [run, setRun] = useState(first);
  const [lost, setLost] = useState(false);
  const goesOn = isUnderWay(run);
  const { id, kind } = run;
  useEffect(() => {
    if (!goesOn) return;
    let wait = EVERY_MS;
    let timer: ReturnType<typeof setTimeout>;
    let stopped = false;
    const ask = async () => {
      const answer = await RUN_API[kind].read(id);
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
  }, [goesOn, id, kind]);
  return { run, lost, show: setRun };
}
