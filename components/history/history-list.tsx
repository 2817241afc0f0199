import Link from 'next/link';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { hasText } from '#lib/audit/events.ts';
import type { HistoryGroup, HistoryView } from '#lib/editorial/history/history.ts';
import type { HistoryLine } from '#lib/editorial/history/history-lines.ts';
import type { Sitting } from '#lib/editorial/history/sittings.ts';
import type { RevisionId } from '#lib/kernel/ids.ts';
import styles from './history.module.css';
import { ASKED, lentIn, STATE_WORDS, saidIn, wordsOf } from './history-words.ts';
import { RestoreButton } from './restore-button.tsx';

type Props = { view: HistoryView; from: RevisionId | undefined };

const CHANNELS: Readonly<Record<HistoryLine['channel'], string>> = {
  screen: '',
  api: 'through the API',
  cli: 'from the command line',
  import: '',
};

/** What happened, proposal by proposal. `from` is a revision that was picked to be compared with another. */
export function HistoryList({ view, from }: Props) {
  if (!view.groups.length) return <EmptyState title="No history yet." />;
  return (
    <ol className={`${base.plainList} ${styles.groups}`}>
      {view.groups.map((group) => (
        <li key={group.sittings[0]?.newest.key}>
          <Group group={group} view={view} from={from} />
        </li>
      ))}
    </ol>
  );
}

function Group({ group: { proposal, sittings }, view, from }: Props & { group: HistoryGroup }) {
  return (
    <section className={styles.group}>
      <h2 className={styles.groupTitle}>
        {proposal ? `${ASKED[proposal.asks]} by ${proposal.openedBy}` : 'Import'}{' '}
        {proposal && <span className={styles.outcome}>{STATE_WORDS[proposal.state]}</span>}
      </h2>
      <ol className={base.plainList}>
        {sittings.map((sitting) => (
          <Line key={sitting.newest.key} sitting={sitting} view={view} from={from} />
        ))}
      </ol>
    </section>
  );
}

/** The moves that left a text behind which somebody could want to see, compare or restore. */
function Line({ sitting, view, from }: Props & { sitting: Sitting<HistoryLine> }) {
  const { newest, oldest } = sitting;
  const said = saidIn(newest);
  const published = view.published.filter((one) => one.revision === newest.revision);
  return (
    <li className={styles.line}>
      <p className={styles.words}>
        <b>
          <bdi>{newest.name ?? 'Dateline'}</bdi>
        </b>{' '}
        {wordsOf(sitting)}
        <span className={styles.when}>
          <TimeAgo at={newest.at.toISOString()} /> {CHANNELS[newest.channel]} {lentIn(newest)}
        </span>
      </p>
      {said && <blockquote className={styles.said}>{said}</blockquote>}
      {newest.revision !== null && (newest.event === null || hasText(newest.event)) && (
        <p className={styles.revision}>
          <span className={base.tabular}>Revision {newest.revision}</span>
          {newest.revision === view.live ? (
            <StateBadge state="published" />
          ) : (
            published.length > 0 && <span className={base.dimmed}>was published</span>
          )}
          <RevisionLinks
            entry={view.entry}
            revision={newest.revision}
            before={oldest.before}
            current={view.open?.revision ?? view.live}
            from={from}
          />
          {newest.type !== 'approve' && <Restore view={view} revision={newest.revision} />}
        </p>
      )}
    </li>
  );
}

type Links = {
  entry: number;
  revision: RevisionId;
  before: RevisionId | null;
  current: RevisionId | null;
  from: RevisionId | undefined;
};

function RevisionLinks({ entry, revision, before, current, from }: Links) {
  const address = `/entries/${entry}/history`;
  const to = (a: number, b: number) => `${address}?from=${a}&to=${b}`;
  if (from !== undefined)
    return from === revision ? (
      <span className={base.dimmed}>selected to compare</span>
    ) : (
      <PlainLink href={to(from, revision)} text="Compare with selected" of={revision} />
    );
  return (
    <>
      {before !== null && before !== revision && (
        <PlainLink href={to(before, revision)} text="What changed" of={revision} />
      )}
      {current !== null && current !== revision && (
        <PlainLink href={to(revision, current)} text="Compare with current" of={revision} />
      )}
      <PlainLink href={`${address}?from=${revision}`} text="Compare…" of={revision} />
    </>
  );
}

function PlainLink({ href, text, of }: { href: string; text: string; of: number }) {
  return (
    <Link href={href} prefetch={false} aria-label={`${text}, revision ${of}`}>
      {text}
    </Link>
  );
}

/** What is current already, or waits for its withdrawal, has nothing to restore. */
function Restore({ view, revision }: { view: HistoryView; revision: RevisionId }) {
  if (view.open?.withdraws || revision === (view.open?.revision ?? view.live)) return null;
  return <RestoreButton entry={view.entry} revision={revision} over={view.open} />;
}
