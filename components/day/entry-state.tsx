import Link from 'next/link';
import base from '#components/ui/base.module.css';
import { ProposalBadge, StateBadge } from '#components/ui/state-badge.tsx';
import type { BoardEntry, MissingEntry } from '#lib/editorial/days/queries/day.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import styles from './day.module.css';

/** The status of an entry. A published one without a change has nothing to say: the list that it is in says it. */
export function EntryState({ entry }: { entry: BoardEntry | MissingEntry }) {
  if (entry.kind === 'missing') return <StateBadge state="missing" />;
  if (entry.proposal) return <Proposed {...entry.proposal} />;
  return entry.published ? null : <StateBadge state="withdrawn" />;
}

/** An open proposal: its state, when it is published by itself, and the day that it moves the entry to. */
function Proposed({ state, purpose, publishAt, movesTo }: NonNullable<BoardEntry['proposal']>) {
  return (
    <>
      <ProposalBadge state={state} purpose={purpose} />
      {publishAt && (
        <span className={`${styles.by} ${base.dimmed}`}>
          Scheduled for {publishAt.slice(0, 16).replace('T', ' ')} UTC
        </span>
      )}
      {movesTo && (
        <span className={styles.by}>
          Moves to <Link href={`/days/${movesTo}`}>{shortDayName(movesTo)}</Link>
        </span>
      )}
    </>
  );
}
