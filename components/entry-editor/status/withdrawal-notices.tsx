'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import styles from './status.module.css';

type WithdrawnState = NonNullable<EntryView['withdrawn']>;
type Proposal = NonNullable<EntryView['proposal']>;

/** Somebody asked that the published page be taken away. */
export function AskedNotice({ proposal }: { proposal: Proposal }) {
  const { withdrawal, openedBy, state } = proposal;
  if (!withdrawal) return null;
  return (
    <Notice kind="warning" title={`${openedBy.name} asked to withdraw this entry`}>
      <p dir="auto" className={styles.withdrawalWhy}>
        {withdrawal.reason}
      </p>
      <Readers redirect={withdrawal.redirect} will />
      {state === 'in_review' && (
        <p>Until somebody else approves this, the entry stays published and cannot be edited.</p>
      )}
      {state === 'changes_requested' && (
        <p>Submit it again, or discard it and request withdrawal again with another reason or redirect.</p>
      )}
      {state === 'draft' && <p>It was pulled back. Submit it again, or discard it and leave the entry as it is.</p>}
    </Notice>
  );
}

/** The page is gone: since when, by whom, why, where its readers are sent, and the way back. */
export function WithdrawnNotice({
  withdrawn,
  returns,
  onReturn,
}: {
  withdrawn: WithdrawnState;
  returns: boolean;
  onReturn?: (() => void) | undefined;
}) {
  const { reason, redirect, askedBy, approvedBy, at } = withdrawn.withdrawal;
  return (
    <Notice kind="warning" title="This entry was withdrawn">
      <p dir="auto" className={styles.withdrawalWhy}>
        {reason}
      </p>
      <p>
        <bdi>{askedBy.name}</bdi> requested it, <bdi>{approvedBy.name}</bdi> approved it <TimeAgo at={at} />.
      </p>
      <Readers redirect={redirect} />
      {returns ? (
        <p>The draft below restores it at its old address once approved.</p>
      ) : (
        onReturn && (
          <Button size="compact-sm" mt="xs" onClick={onReturn}>
            Restore
          </Button>
        )
      )}
    </Notice>
  );
}

function Readers({ redirect, will = false }: { redirect: WithdrawnState['withdrawal']['redirect']; will?: boolean }) {
  if (!redirect) return <p>Readers {will ? 'will see' : 'see'} a note that it was withdrawn.</p>;
  return (
    <p>
      Readers {will ? 'will be' : 'are'} redirected to{' '}
      <Link href={`/entries/${redirect.id}`}>
        <bdi>{readableTitle(redirect.title)}</bdi>
      </Link>{' '}
      <span className={`${base.tabular} ${base.nowrap}`}>({redirect.day})</span>.
    </p>
  );
}
