'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import type { FollowedRun } from '#lib/queries/runs.ts';
import { requestKey } from './request-key.ts';
import { addressOf } from './run-history.tsx';
import { runsAddress } from './run-words.ts';

type Started = { run: number };

/** What can be done with a run from its screen; a verb that starts another run leads to that one. */
export function useRunVerbs(run: FollowedRun, show: (run: FollowedRun) => void) {
  const router = useRouter();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<ApiProblem>();
  const address = `${runsAddress(run)}/${run.id}`;

  async function send<T>(verb: string, path: string, body: object): Promise<T | undefined> {
    setBusy(verb);
    setProblem(undefined);
    const answer = await callApi<T>('POST', path, body, { 'Idempotency-Key': requestKey() });
    if (!answer.ok) setProblem(answer.problem);
    if (!answer.ok || verb === 'cancel') setBusy(undefined);
    return answer.ok ? answer.value : undefined;
  }

  async function start(verb: string, path: string, body: object = {}): Promise<void> {
    const started = await send<Started>(verb, path, body);
    if (started) router.push(addressOf({ id: started.run, kind: run.kind }));
  }

  return {
    busy,
    problem,
    /** Asks the run to stop; it ends at the next safe point. */
    cancel: async () => {
      if (await send('cancel', `${address}/cancel`, {})) show({ ...run, cancelAsked: true });
    },
    retry: () => start('retry', `${address}/retry`),
    apply: () => start('apply', `${address}/apply`),
    /** Starts another run of the same kind. */
    begin: (verb: string, body: object) => start(verb, runsAddress(run), body),
  };
}
