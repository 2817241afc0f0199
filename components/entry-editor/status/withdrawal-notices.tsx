'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { EventView } from '#lib/editorial/entries/queries/event-view.ts';

type Withdrawn = NonNullable<EventView['withdrawn']>;
type Proposal = NonNullable<EventView['proposal']>;

/** Somebody asked that the published page be taken away. */
export function AskedNotice({ proposal }: { proposal: Proposal }) {
  const { withdrawal, openedBy, state } = proposal;
  if (!withdrawal) return null;
  return (
    <Notice kind="care" title={`${openedBy.name} asked to withdraw this page`}>
      <p dir="auto" className="withdrawal-why">
        {withdrawal.reason}
      </p>
      <Readers redirect={withdrawal.redirect} will />
      {state === 'in_review' && (
        <p>Until somebody else approves that, the page stays as it is, and its text cannot change.</p>
      )}
      {state === 'changes_requested' && (
        <p>Submit it again, or discard it and ask anew with another reason or another page to send readers to.</p>
      )}
      {state === 'draft' && <p>It was pulled back. Submit it again, or discard it: the page stays as it is.</p>}
    </Notice>
  );
}

/** The page is gone: since when, by whom, why, where its readers are sent, and the way back. */
export function WithdrawnNotice({
  withdrawn,
  returns,
  onReturn,
}: {
  withdrawn: Withdrawn;
  returns: boolean;
  onReturn?: (() => void) | undefined;
}) {
  const { reason, redirect, askedBy, approvedBy, at } = withdrawn.withdrawal;
  return (
    <Notice kind="care" title="This page was withdrawn">
      <p dir="auto" className="withdrawal-why">
        {reason}
      </p>
      <p>
        <bdi>{askedBy.name}</bdi> asked for it, <bdi>{approvedBy.name}</bdi> approved it <TimeAgo at={at} />.
      </p>
      <Readers redirect={redirect} />
      {returns ? (
        <p>The proposal below brings it back at its old address once it is approved.</p>
      ) : (
        onReturn && (
          <Button size="compact-sm" mt="xs" onClick={onReturn}>
            Bring it back
          </Button>
        )
      )}
    </Notice>
  );
}

function Readers({ redirect, will = false }: { redirect: Withdrawn['withdrawal']['redirect']; will?: boolean }) {
  if (!redirect) return <p>Its readers {will ? 'will find' : 'find'} a note that it was withdrawn.</p>;
  return (
    <p>
      Its readers {will ? 'will be' : 'are'} sent on to{' '}
      <Link href={`/entries/${redirect.id}`}>
        <bdi>{redirect.title}</bdi>
      </Link>{' '}
      <span className="tabular nowrap">({redirect.day})</span>.
    </p>
  );
}
