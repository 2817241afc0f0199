import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { MergeEntries } from '#components/merge-entries/merge-entries.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { readMergeView } from '#lib/editorial/entries/queries/merge-view.ts';
import { entryInAddress } from '#lib/kernel/contract/ids.ts';
import { type PersonId, toId } from '#lib/kernel/ids.ts';
import { currentStore } from '#lib/platform/database/current.ts';

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = { title: 'Merge two entries' };

/**
 * Two entries side by side that are to become one: the one of the address stays, the one that `with` names goes into
 * it.
 */
export default async function MergePage({ params, searchParams }: Props) {
  const person = await requireSignedIn();
  const keep = entryInAddress.safeParse((await params).id);
  const merge = entryInAddress.safeParse((await searchParams)['with']);
  if (!keep.success || !merge.success) notFound();
  const view = await readMergeView(currentStore(), keep.data, merge.data, toId<PersonId>(person.id));
  if (!view) notFound();
  return (
    <>
      <PageTitle
        title="Merge two entries"
        note="Both become one entry. Nothing changes for readers until somebody else approves it."
      />
      <MergeEntries key={`${view.keep.entry} ${view.merge.entry}`} view={view} />
    </>
  );
}
