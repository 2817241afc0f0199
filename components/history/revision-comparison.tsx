import Link from 'next/link';
import { ChangeView } from '#components/diff/change-view.tsx';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import type { RevisionDifference, RevisionSummary } from '#lib/editorial/entries/queries/revisions.ts';
import type { HistoryView } from '#lib/editorial/history/history.ts';
import { FIELD_NAMES } from '#lib/kernel/revision/field-names.ts';
import styles from './history.module.css';

/** What differs between two revisions, field by field and word by word. */
export function RevisionComparison({
  difference,
  view,
}: {
  difference: RevisionDifference | undefined;
  view: HistoryView;
}) {
  const address = `/entries/${view.entry}/history`;
  if (!difference) return <Notice kind="warning" title="This entry does not have both of these revisions." />;
  const { from, to, changes, names } = difference;
  const contexts = new Map<number, string>(names.contexts.map(({ id, name }) => [id, name]));
  const entries = new Map<number, string>(names.entries.map(({ id, title, day }) => [id, `${title} (${day})`]));
  const named = {
    context: (id: number) => contexts.get(id) ?? `Context ${id}`,
    entry: (id: number) => entries.get(id) ?? `Entry ${id}`,
  };
  return (
    <section className={styles.comparison} aria-labelledby="comparison">
      <h2 id="comparison">
        Revision {from.revision} and {to.revision}
      </h2>
      <p className={styles.sides}>
        <Side name="From" revision={from} /> <Side name="To" revision={to} />
        <Link href={`${address}?from=${to.revision}&to=${from.revision}`}>Swap</Link> <Link href={address}>Close</Link>
      </p>
      {changes.length === 0 && <p>There are no differences.</p>}
      {changes.map((change) => (
        <div key={change.field} className={styles.change}>
          <h3>{FIELD_NAMES[change.field]}</h3>
          <ChangeView change={change} named={named} />
        </div>
      ))}
    </section>
  );
}

function Side({ name, revision: { revision, author, at } }: { name: string; revision: RevisionSummary }) {
  return (
    <span>
      <bdi>{name}</bdi>: revision {revision} by <bdi>{author.name}</bdi>, <TimeAgo at={at} />.
    </span>
  );
}
