'use client';

import { Button } from '@mantine/core';
import Link from 'next/link';
import type { ApiProblem } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import type { FieldChange } from '#lib/kernel/revision/changes.ts';
import { ChangedFields } from './changed-fields.tsx';
import styles from './proposal.module.css';

/** An error, and the way on from it. */
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
        <Button component={Link} href={`/entries/${change.entry}`} size="compact-sm">
          Merge in the editor
        </Button>
      ) : (
        problem.status === 409 && (
          <Button size="compact-sm" onClick={onReload}>
            Reload
          </Button>
        )
      )}
    </Notice>
  );
}

/** Why the page went that comes back. */
export function Formerly({ reason, askedBy, approvedBy, at }: NonNullable<ProposalChange['formerly']>) {
  return (
    <Notice kind="offer" title="This entry was withdrawn">
      <p dir="auto" className={styles.withdrawalReason}>
        {reason}
      </p>
      <p className={base.dimmed}>
        {askedBy} requested it, {approvedBy} approved it <TimeAgo at={at} />.
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
      <Notice kind="warning" title="The published entry has changed since this withdrawal was requested">
        <p>
          This cannot be approved, because the request was about an earlier text. Request changes, so that the author
          can discard it and ask again. Published since then:
        </p>
        <ChangedFields changes={since} names={change.names} />
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title="The published entry has changed since this change was started">
      <p>
        This cannot be approved yet. The changes published since then are listed here; further down is what this change
        would do now. If nothing conflicts, merge here; if something does,{' '}
        <Link href={`/entries/${change.entry}`}>merge it in the editor</Link>. Then review it again.
      </p>
      <ChangedFields changes={since} names={change.names} />
      <Button size="compact-sm" mt="sm" loading={merging} onClick={onMerge}>
        Merge with the published text
      </Button>
    </Notice>
  );
}
