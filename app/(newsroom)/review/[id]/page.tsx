import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { ReviewProposal } from '#components/review/review-proposal.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import type { EventId } from '#lib/domain/ids.ts';
import { readProposalChange } from '#lib/queries/proposal-change.ts';
import { idInAddress } from '#lib/schemas/search.ts';
import { currentStore } from '#lib/store/current.ts';

export const metadata: Metadata = { title: 'Review' };

/** One entry's open proposal, to be read and decided. */
export default async function ReviewEntryPage({ params }: { params: Promise<{ id: string }> }) {
  const { id, role } = await requireSignedIn();
  const event = idInAddress.safeParse((await params).id);
  if (!event.success) notFound();
  const change = await readProposalChange(currentStore(), event.data as EventId);
  if (change) return <ReviewProposal key={`${change.event} ${change.hash} ${change.state}`} change={change} person={{ id, role }} />;
  return (
    <>
      <PageTitle title="Review" />
      <EmptyState title="This entry has no open proposal." action={<LinkButton href="/review">To the queue</LinkButton>}>
        It was decided or discarded meanwhile.
      </EmptyState>
    </>
  );
}
