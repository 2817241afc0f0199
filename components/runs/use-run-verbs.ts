'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ApiAnswer, type ApiProblem, type BodyOf, callApi } from '#components/api-client.ts';
import type { FollowedRun } from '#lib/exchange/runs/runs.ts';
import { requestKey } from './request-key.ts';
import { RUN_API } from './run-api.ts';
import { addressOf } from './run-history.tsx';

type Started = Promise<ApiAnswer<{ run: number }>>;

/** What can be done with a run from its screen; a verb that starts another run leads to that one. */
export function useRunVerbs(run: FollowedRun, show: (run: FollowedRun) => void) {
  const router = useRouter();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<ApiProblem>();

  async function send(verb: string, sent: Started): Promise<{ run: number } | undefined> {
    setBusy(verb);
    setProblem(undefined);
    const answer = await sent;
    if (!answer.ok) setProblem(answer.problem);
    if (!answer.ok || verb === 'cancel') setBusy(undefined);
    return answer.ok ? answer.value : undefined;
  }

  async function start(verb: string, sent: Started): Promise<void> {
    const started = await send(verb, sent);
    if (started) router.push(addressOf({ id: started.run, kind: run.kind }));
  }

  return {
    busy,
    problem,
    /** Asks the run to stop; it ends at the next safe point. */
    cancel: async () => {
      if (await send('cancel', RUN_API[run.kind].cancel(run.id))) show({ ...run, cancelAsked: true });
    },
    retry: () => start('retry', RUN_API[run.kind].retry(run.id)),
    apply: () => start('apply', callApi('applyPlan', { params: { id: run.id }, key: requestKey() })),
    /** Starts another run, as an export or an import. */
    startExport: (verb: string, body: BodyOf<'startExport'>) =>
      start(verb, callApi('startExport', { body, key: requestKey() })),
    startImport: (verb: string, body: BodyOf<'startImport'>) =>
      start(verb, callApi('startImport', { body, key: requestKey() })),
  };
}
