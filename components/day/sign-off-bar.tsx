'use client';

import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconRefreshAlert } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ApiAnswer, callApi } from '#components/api-client.ts';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import type { DaySignOff } from '#lib/editorial/days/queries/day-sign-off.ts';
import type { Day } from '#lib/kernel/day.ts';
import styles from './day.module.css';

type Props = { day: Day; signOff: DaySignOff; maySign: boolean };

/**
 * Whether somebody signed the day off, and for a reviewer the way to do that or take it back. Signs exactly what is
 * shown.
 */
export function SignOffBar({ day, signOff: { content, last }, maySign }: Props) {
  const { busy, problem, send } = useSignOff();
  const Icon = !last ? IconCircleDashed : last.changedSince ? IconRefreshAlert : IconCircleCheck;
  return (
    <div className={styles.signOff} data-state={!last ? 'open' : last.changedSince ? 'changed' : 'signed'}>
      <p className={styles.signOffWords}>
        <Icon size={18} aria-hidden />
        <span>
          {last ? (
            <>
              Signed off by {last.by}, <TimeAgo at={last.at} />
              {last.changedSince && <b>; the day has changed since</b>}
              {last.note && `: ${last.note}`}.
            </>
          ) : (
            'Not signed off.'
          )}
        </span>
      </p>
      {maySign && (
        <span className={styles.signOffButtons}>
          {(!last || last.changedSince) && (
            <Button
              size="compact-md"
              variant="default"
              loading={busy}
              onClick={() => void send(callApi('signOffDay', { params: { day }, body: { content } }))}
            >
              {last ? 'Sign off again' : 'Sign off this day'}
            </Button>
          )}
          {last && (
            <Button
              size="compact-md"
              variant="subtle"
              loading={busy}
              onClick={() => void send(callApi('reopenDay', { params: { day } }))}
            >
              Undo sign-off
            </Button>
          )}
        </span>
      )}
      <p role="alert" className={styles.signOffProblem}>
        {problem}
      </p>
    </div>
  );
}

function useSignOff() {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const send = async (sent: Promise<ApiAnswer<unknown>>) => {
    setBusy(true);
    const answer = await sent;
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem.detail);
    router.refresh();
  };
  return { busy, problem, send };
}
