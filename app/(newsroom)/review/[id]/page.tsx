import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { ReviewProposal } from '#components/review/proposal/review-proposal.tsx';
import { queryOf } from '#components/review/queue/queue-address.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { queueFilterOf } from '#lib/editorial/review/contract/review.ts';
import { readProposalChange } from '#lib/editorial/review/queries/proposal-change.ts';
import { entryInAddress } from '#lib/kernel/contract/ids.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { readNewsroomSettings } from '#lib/platform/settings/newsroom-settings.ts';
import { evidenceOf } from '#lib/sources/queries/evidence.ts';

export const metadata: Metadata = { title: 'Review' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

/** One entry's open proposal, to be read and decided; the address says which list of the queue it is one of. */
export default async function ReviewEntryPage({ params, searchParams }: Props) {
  const { id, role } = await requireSignedIn();
  const entry = entryInAddress.safeParse((await params).id);
  if (!entry.success) notFound();
  const store = currentStore();
  const filter = queueFilterOf(await searchParams);
  const { fourEyes } = await readNewsroomSettings(store);
  const change = await readProposalChange(store, { person: id, fourEyes }, entry.data, filter);
  if (change) {
    const evidence = await evidenceOf(store, change.urls);
    return (
      <ReviewProposal
        key={`${change.entry} ${change.hash} ${change.state}`}
        change={change}
        evidence={evidence}
        person={{ id, role }}
        query={queryOf(filter)}
      />
    );
  }
  return (
    <>
      <PageTitle title="Review" />
      <EmptyState
        title="This entry has nothing to review."
        action={<LinkButton href={`/review${queryOf(filter)}`}>Open the queue</LinkButton>}
      >
        It was decided or discarded in the meantime.
      </EmptyState>
    </>
  );
}
