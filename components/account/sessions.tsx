'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ApiAnswer, callApi } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import rows from '#components/ui/row-list.module.css';
import type { SessionView } from '#lib/people/queries/account.ts';
import styles from './account.module.css';

/** Where a person is signed in, with a way to end each session. */
export function Sessions({ sessions }: { sessions: readonly SessionView[] }) {
  const router = useRouter();
  const [busy, setBusy] = useState('');

  async function end(which: string, send: () => Promise<ApiAnswer<unknown>>, message: string) {
    setBusy(which);
    const answer = await send();
    setBusy('');
    notifications.show(
      answer.ok ? { message } : { color: 'red', title: 'Nothing was changed', message: answer.problem.detail },
    );
    router.refresh();
  }

  return (
    <section className={styles.section} aria-labelledby="sessions">
      <h2 id="sessions">Where you are signed in</h2>
      <ul className={`${base.plainList} ${rows.list}`}>
        {sessions.map(({ id, device, address, at, seenAt, current }) => (
          <li key={id} className={rows.row}>
            <div>
              <strong>
                {device || 'Unknown device'}
                {current && <span className={rows.tag}>This device</span>}
              </strong>
              <span className={`${base.dimmed} ${rows.small}`}>
                Last seen <TimeAgo at={seenAt} />, signed in <TimeAgo at={at} />
                {address && ` from ${address}`}
              </span>
            </div>
            {!current && (
              <Button
                variant="default"
                loading={busy === id}
                aria-label={`Sign out ${device}, seen ${seenAt.slice(0, 16).replace('T', ' ')}`}
                onClick={() => end(id, () => callApi('endSession', { params: { id } }), `${device} is signed out.`)}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div className={styles.actions}>
          <Button
            variant="default"
            loading={busy === 'others'}
            onClick={() => end('others', () => callApi('endOtherSessions'), 'You were signed out everywhere else.')}
          >
            Sign out everywhere else
          </Button>
        </div>
      )}
    </section>
  );
}
