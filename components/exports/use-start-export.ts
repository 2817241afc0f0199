'use client';

import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { requestKey } from '#components/runs/request-key.ts';

export type ExportWish = { target: number; plan?: boolean; full?: boolean };

/** Starts an export and goes to where it can be followed. `starting` names the wish that is on its way. */
export function useStartExport(): { starting: ExportWish | undefined; start(wish: ExportWish): Promise<void> } {
  const router = useRouter();
  const [starting, setStarting] = useState<ExportWish>();
  async function start(wish: ExportWish) {
    setStarting(wish);
    const answer = await callApi('startExport', { body: wish, key: requestKey() });
    if (answer.ok) return router.push(`/exports/runs/${answer.value.run}`);
    setStarting(undefined);
    notifications.show({ color: 'red', title: 'Not started', message: answer.problem.detail });
  }
  return { starting, start };
}
