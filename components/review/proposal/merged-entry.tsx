import Link from 'next/link';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import { dayName } from '#lib/kernel/day-names.ts';

/** The entry that a proposal takes in: what approving does to its page, and the way on where it changed since. */
export function MergedEntry({
  entry,
  mergedEntry,
}: {
  entry: number;
  mergedEntry: NonNullable<ProposalChange['mergedEntry']>;
}) {
  const other = (
    <>
      <Link href={`/entries/${mergedEntry.entry}`}>
        <bdi>{readableTitle(mergedEntry.title)}</bdi>
      </Link>{' '}
      ({dayName(mergedEntry.day)})
    </>
  );
  if (mergedEntry.moved) {
    return (
      <Notice kind="problem" title="The entry to be merged in has changed">
        <p>
          {other} was changed, withdrawn or edited after the merge was proposed, so this cannot be approved.{' '}
          <Link href={`/entries/${entry}/merge?with=${mergedEntry.entry}`}>Merge again</Link>
        </p>
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title="Merges another entry">
      <p>
        Approving withdraws {other}, redirects its readers and links here, and removes its page{' '}
        <code>{mergedEntry.path}</code>: see Files.
      </p>
    </Notice>
  );
}
