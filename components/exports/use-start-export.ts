'use client';

import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { requestKey } from '#components/runs/request-key.ts';

export type ExportRequest = { target: number; plan?: boolean; full?: boolean };

/** Starts an export and goes to where it can be followed. `starting` names the wish that is on its way. */
export function useStartExport(): { starting: ExportRequest | undefined; start(wish: ExportRequest): Promise<void> } {
  const router = useRouter();
  const [starting, setStarting] = useState<ExportRequest>();
  async function start(wish: ExportRequest) {
    setStarting(wish);
    const answer = await callApi('startExport', { body: wish, key: requestKey() });
    if (answer.ok) return router.push(`/exports/runs/${answer.value.run}`);
    setStarting(undefined);
    notifications.show({ color: 'red', title: 'Not started', message: answer.problem.detail });
  }
  return { starting, start };
}
