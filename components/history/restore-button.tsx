'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import styles from './history.module.css';

type Props = { entry: number; revision: number; over: { revision: number | null; openedBy: string } | null };

/** Brings a text back as a proposal. `over` is the open proposal that it goes into; then it asks once more. */
export function RestoreButton({ entry, revision, over }: Props) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const restore = async () => {
    setBusy(true);
    const answer = await callApi('restoreRevision', {
      params: { id: entry },
      body: { revision, seen: over?.revision ?? null },
    });
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem.detail);
    notifications.show({
      title: answer.value.changed ? 'Restored as a draft' : 'Nothing changed',
      message: answer.value.changed ? 'Submit it for somebody else to approve.' : 'That is already the current text.',
    });
    if (answer.value.changed) router.push(`/entries/${entry}`);
    router.refresh();
  };

  if (!asking)
    return (
      <>
        <Button
          size="compact-sm"
          variant="default"
          loading={busy}
          aria-label={`Restore revision ${revision}`}
          onClick={() => (over === null ? void restore() : setAsking(true))}
        >
          Restore
        </Button>
        <Problem text={problem} />
      </>
    );
  return (
    <span className={styles.asking}>
      <span>
        It is added to the open change by <bdi>{over?.openedBy}</bdi>; the text there now stays in the history.
      </span>
      <Button size="compact-sm" loading={busy} data-autofocus autoFocus onClick={() => void restore()}>
        Restore
      </Button>
      <Button size="compact-sm" variant="subtle" onClick={() => setAsking(false)}>
        Cancel
      </Button>
      <Problem text={problem} />
    </span>
  );
}

function Problem({ text }: { text: string | undefined }) {
  return (
    <span role="alert" className={styles.problem}>
      {text}
    </span>
  );
}
