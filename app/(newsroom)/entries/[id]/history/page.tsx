import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { HistoryHead } from '#components/history/history-head.tsx';
import { HistoryList } from '#components/history/history-list.tsx';
import { RevisionComparison } from '#components/history/revision-comparison.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { readDifference } from '#lib/editorial/entries/queries/revisions.ts';
import { readHistory } from '#lib/editorial/history/history.ts';
import { readHistoryCursor } from '#lib/editorial/history/history-input.ts';
import { entryInAddress, revisionInAddress } from '#lib/kernel/contract/ids.ts';
import type { RevisionId } from '#lib/kernel/ids.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import styles from './page.module.css';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'History' };

/**
 * Everything that happened to an entry, newest first. `from` and `to` in the address are two revisions to be compared.
 */
export default async function HistoryPage({ params, searchParams }: Props) {
  await requireSignedIn();
  const entry = entryInAddress.safeParse((await params).id);
  if (!entry.success) notFound();
  const asked = await searchParams;
  const [from, to] = [revisionIn(asked['from']), revisionIn(asked['to'])];
  const cursor = typeof asked['before'] === 'string' ? readHistoryCursor(asked['before']) : undefined;
  const store = currentStore();
  const [view, difference] = await Promise.all([
    readHistory(store, entry.data, cursor),
    from !== undefined && to !== undefined ? readDifference(store, entry.data, from, to) : undefined,
  ]);
  if (!view) notFound();
  const address = `/entries/${view.entry}/history`;
  return (
    <>
      <HistoryHead view={view} />
      {from !== undefined && to !== undefined && <RevisionComparison difference={difference} view={view} />}
      {from !== undefined && to === undefined && (
        <p className={styles.historyPick} role="status">
          Comparing from revision {from}. Choose “Compare with selected” next to the other revision.{' '}
          <a href={address}>Cancel</a>
        </p>
      )}
      <HistoryList view={view} from={to === undefined ? from : undefined} />
      <nav className={styles.historyPages} aria-label="Pages of the history">
        {cursor && (
          <LinkButton href={address} variant="default">
            Latest
          </LinkButton>
        )}
        {view.next && (
          <LinkButton
            href={`${address}?before=${view.next}${from !== undefined && to === undefined ? `&from=${from}` : ''}`}
            variant="default"
          >
            Older
          </LinkButton>
        )}
      </nav>
    </>
  );
}

function revisionIn(asked: string | string[] | undefined): RevisionId | undefined {
  return typeof asked === 'string' ? revisionInAddress.safeParse(asked).data : undefined;
}
