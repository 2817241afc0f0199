import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { QueueLists } from '#components/review/queue/queue-lists.tsx';
import { QueueNarrow } from '#components/review/queue/queue-narrow.tsx';
import { ReviewQueue } from '#components/review/queue/review-queue.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { sizeProposals } from '#lib/editorial/entries/actions/size-proposals.ts';
import { queueCursorText, queueSearch } from '#lib/editorial/review/contract/review.ts';
import { countQueue, MOST_COUNTED, readReviewQueue } from '#lib/editorial/review/queries/review-queue.ts';
import { peopleNamed } from '#lib/people/queries/people-names.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { readNewsroomSettings } from '#lib/platform/settings/newsroom-settings.ts';

export const metadata: Metadata = { title: 'Review' };

/** What waits for a reviewer: the list that the address names, longest first. */
export default async function ReviewPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { id, role } = await requireSignedIn();
  const store = currentStore();
  const given = queueSearch.safeParse(await searchParams);
  const { cursor, limit: _, ...filter } = given.success ? given.data : {};
  const [{ fourEyes }] = await Promise.all([readNewsroomSettings(store), sizeProposals(store)]);
  const reader = { person: id, fourEyes };
  const [page, counts, authors] = await Promise.all([
    readReviewQueue(store, reader, { filter, cursor }),
    countQueue(store, reader),
    peopleNamed(store, filter.author === undefined ? [] : [filter.author]),
  ]);
  return (
    <>
      <PageTitle
        title="Review"
        note={filter.filter === 'scheduled' ? 'Next to be published first.' : 'Oldest first.'}
      />
      <QueueLists filter={filter} counts={counts} most={MOST_COUNTED} />
      <QueueNarrow key={JSON.stringify(filter)} filter={filter} author={authors[0] ?? null} />
      <ReviewQueue
        key={`${JSON.stringify(filter)} ${cursor ? queueCursorText(cursor) : ''}`}
        page={page}
        filter={filter}
        person={{ id, role }}
        fourEyes={fourEyes}
        isFirst={!cursor}
      />
    </>
  );
}
