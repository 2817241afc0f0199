import Link from 'next/link';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { ProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import { dayName } from '#lib/kernel/day-names.ts';

/** The entry that a proposal takes in: what approving does to its page, and the way on where it changed since. */
export function AbsorbedEntry({ event, absorbs }: { event: number; absorbs: NonNullable<ProposalChange['absorbs']> }) {
  const other = (
    <>
      <Link href={`/entries/${absorbs.event}`}>
        <bdi>{readableTitle(absorbs.title)}</bdi>
      </Link>{' '}
      ({dayName(absorbs.day)})
    </>
  );
  if (absorbs.moved) {
    return (
      <Notice kind="problem" title="The entry that goes into this one moved on">
        <p>
          {other} was changed, withdrawn or taken into work after the two were united, so this cannot be approved.{' '}
          <Link href={`/entries/${event}/merge?with=${absorbs.event}`}>Merge them anew</Link>
        </p>
      </Notice>
    );
  }
  return (
    <Notice kind="care" title="Takes another entry in">
      <p>
        Approving withdraws {other} and sends its readers to this page; whatever names it leads here. Its page{' '}
        <code>{absorbs.path}</code> goes with it: see Files.
      </p>
    </Notice>
  );
}
