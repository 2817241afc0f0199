'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ApiProblem } from '#components/api-client.ts';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import type { FieldChange } from '#lib/kernel/revision/changes.ts';
import { ChangedFields } from './changed-fields.tsx';

/** A refusal, and the way on from it. */
export function Refused({
  problem,
  change,
  onReload,
}: {
  problem: ApiProblem;
  change: ProposalChange;
  onReload(): void;
}) {
  return (
    <Notice kind="problem" title={problem.title} urgent>
      <p>{problem.detail}</p>
      {problem.code === 'stale-base' ? (
        <Button component={Link} href={`/entries/${change.event}`} size="compact-sm">
          Put it on top in the editor
        </Button>
      ) : (
        problem.status === 409 && (
          <Button size="compact-sm" onClick={onReload}>
            Show how it stands now
          </Button>
        )
      )}
    </Notice>
  );
}

/** Why the page went that comes back. */
export function Formerly({ reason, askedBy, approvedBy, at }: NonNullable<ProposalChange['formerly']>) {
  return (
    <Notice kind="offer" title="It was withdrawn">
      <p dir="auto" className="withdrawal-reason">
        {reason}
      </p>
      <p className="dimmed">
        {askedBy} asked for it, {approvedBy} approved it <TimeAgo at={at} />.
      </p>
    </Notice>
  );
}

/** Another text was published since the proposal began: what that one changed, and the ways on. */
export function StaleBase({
  change,
  since,
  merging,
  onMerge,
}: {
  change: ProposalChange;
  since: FieldChange[];
  merging: boolean;
  onMerge(): void;
}) {
  if (change.withdrawal) {
    return (
      <Notice kind="care" title="The published entry moved on since its withdrawal was asked for">
        <p>
          It cannot be approved like this: the request was about another text. Send it back, so that its author can
          discard it and ask again. This was published meanwhile.
        </p>
        <ChangedFields changes={since} names={change.names} />
      </Notice>
    );
  }
  return (
    <Notice kind="care" title="The published entry moved on since this proposal began">
      <p>
        It cannot be approved like this. Below is what it would change now; this was published meanwhile. What does not
        clash can be merged here; where it does,{' '}
        <Link href={`/entries/${change.event}`}>put it on top of the published text in the editor</Link>. Then review it
        again.
      </p>
      <ChangedFields changes={since} names={change.names} />
      <Button size="compact-sm" mt="sm" loading={merging} onClick={onMerge}>
        Merge with the published text
      </Button>
    </Notice>
  );
}
