import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { ReviewQueue } from '#components/review/review-queue.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { readQueueCursor, readReviewQueue } from '#lib/queries/review-queue.ts';
import { currentStore } from '#lib/store/current.ts';

export const metadata: Metadata = { title: 'Review' };

/** What waits for a reviewer, longest first. */
export default async function ReviewPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const person = await requireSignedIn();
  const { after } = await searchParams;
  const cursor = readQueueCursor(typeof after === 'string' ? after : undefined);
  const page = await readReviewQueue(currentStore(), cursor);
  return (
    <>
      <PageTitle title="Review" note="What was submitted first stands first." />
      <ReviewQueue page={page} person={person.id} isFirst={!cursor} />
    </>
  );
}
