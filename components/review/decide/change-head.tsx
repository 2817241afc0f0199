import type { ReactNode } from 'react';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import type { QueueNeighbours } from '#lib/editorial/review/queries/review-queue.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import { Neighbours } from '../queue/neighbours.tsx';

type DecidedChange = {
  state: 'in_review' | 'changes_requested' | 'approved' | 'discarded';
  askedBy: NamedPerson;
  askedAt: string;
  decidedBy: NamedPerson | null;
  reason: string | null;
};

type Props = {
  title: string;
  kicker: ReactNode;
  came?: string;
  change: DecidedChange;
  around: QueueNeighbours;
  query: string;
};

/**
 * What a change is, whose, since when it waits or what became of it; `came` says where it came from. As over an entry
 * in review.
 */
export function ChangeHead({
  title,
  kicker,
  came,
  change: { state, askedBy, askedAt, decidedBy, reason },
  around,
  query,
}: Props) {
  return (
    <PageTitle
      title={title}
      kicker={
        <>
          <bdi>{kicker}</bdi> · <StateBadge state={state === 'approved' ? 'published' : state} />
        </>
      }
      note={
        <>
          requested by <bdi>{askedBy.name}</bdi>, <TimeAgo at={askedAt} />. {came}
          {decidedBy && (
            <>
              {' '}
              Decided by <bdi>{decidedBy.name}</bdi>.
            </>
          )}
          {reason && (
            <>
              {' '}
              Reason: <bdi>{reason}</bdi>
            </>
          )}
        </>
      }
      actions={<Neighbours around={around} query={query} />}
    />
  );
}
