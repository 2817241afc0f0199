'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ApiAnswer, type ApiProblem, type BodyOf, callApi } from '#components/api-client.ts';
import type { FollowedRun } from '#lib/exchange/runs/runs.ts';
import { requestKey } from './request-key.ts';
import { RUN_API } from './run-api.ts';
import { addressOf } from './run-history.tsx';

type StartAnswer = Promise<ApiAnswer<{ run: number }>>;

/** What can be done with a run from its screen; an action that starts another run leads to that one. */
export function useRunActions(run: FollowedRun, show: (run: FollowedRun) => void) {
  const router = useRouter();
  const [busy, setBusy] = useState<string>();
  const [problem, setProblem] = useState<ApiProblem>();

  async function send(action: string, sent: StartAnswer): Promise<{ run: number } | undefined> {
    setBusy(action);
    setProblem(undefined);
    const answer = await sent;
    if (!answer.ok) setProblem(answer.problem);
    if (!answer.ok || action === 'cancel') setBusy(undefined);
    return answer.ok ? answer.value : undefined;
  }

  async function start(action: string, sent: StartAnswer): Promise<void> {
    const started = await send(action, sent);
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
    startExport: (action: string, body: BodyOf<'startExport'>) =>
      start(action, callApi('startExport', { body, key: requestKey() })),
    startImport: (action: string, body: BodyOf<'startImport'>) =>
      start(action, callApi('startImport', { body, key: requestKey() })),
  };
}
