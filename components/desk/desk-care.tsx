import Link from 'next/link';
import { addressOf } from '#components/runs/run-history.tsx';
import { countOf } from '#components/runs/run-words.ts';
import { Notice } from '#components/ui/notice.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { RunView } from '#lib/queries/runs.ts';
import './desk.css';

/** What went wrong and what only a person can decide. Not there while nothing needs care. */
export function DeskCare({ failed, toSettle }: { failed: readonly RunView[]; toSettle: number }) {
  if (!failed.length && !toSettle) return null;
  return (
    <section className="desk-care" aria-labelledby="care">
      <h2 id="care">What needs care</h2>
      {failed.map((run) => (
        <Notice key={run.id} kind="problem" title={titleOf(run)}>
          <p className="desk-care-text">{run.problem}</p>
          <p>
            <Link href={addressOf(run)}>See what happened, and retry</Link> <span className="dimmed">failed {run.endedAt && <TimeAgo at={run.endedAt} />}</span>
          </p>
        </Notice>
      ))}
      {toSettle > 0 && (
        <Notice kind="care" title={`${countOf(toSettle, 'thing')} that imports found ${toSettle === 1 ? 'waits' : 'wait'} for a decision`}>
          <p>
            Pages that look like one event, lists of contexts with two readings, links into nowhere. <Link href="/settle">Settle them</Link>
          </p>
        </Notice>
      )}
    </section>
  );
}

function titleOf({ kind, target, upload }: RunView): string {
  return kind === 'export' ? `The export to ${target?.name ?? 'a target'} failed` : `The import of ${upload?.name ?? 'an upload'} failed`;
}
