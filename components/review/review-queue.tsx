import Link from 'next/link';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import type { PersonId } from '#lib/domain/ids.ts';
import type { QueueItem, QueuePage } from '#lib/queries/review-queue.ts';
import { PURPOSE_WORDS } from './purpose-words.ts';
import './review.css';

/** The queue, a page at a time. Own work stands in it too, marked. */
export function ReviewQueue({ page, person, isFirst }: { page: QueuePage; person: PersonId; isFirst: boolean }) {
  if (!page.items.length && isFirst) return <EmptyState title="Nothing waits for review.">When an author submits an entry, it appears here.</EmptyState>;
  return (
    <>
      {page.items.length ? (
        <ol className="review-queue">
          {page.items.map((item) => (
            <QueueRow key={item.event} item={item} isOwn={item.authors.some((author) => author.id === person)} />
          ))}
        </ol>
      ) : (
        <EmptyState title="The queue ends here." />
      )}
      <nav className="review-pages" aria-label="Pages of the queue">
        {!isFirst && (
          <LinkButton href="/review" variant="default">
            Back to the oldest
          </LinkButton>
        )}
        {page.next && (
          <LinkButton href={`/review?after=${encodeURIComponent(page.next)}`} variant="default">
            More
          </LinkButton>
        )}
      </nav>
    </>
  );
}

function QueueRow({ item, isOwn }: { item: QueueItem; isOwn: boolean }) {
  return (
    <li className="review-row">
      <span className="review-day tabular nowrap">{item.day}</span>
      <span className="review-title">
        <Link href={`/review/${item.event}`}>{item.title}</Link>
        <small>
          {PURPOSE_WORDS[item.purpose]} by {item.authors.map((author) => author.name).join(', ')}
          {isOwn && <span className="review-own">{item.purpose === 'withdraw' ? 'You asked for this' : 'You wrote this'}: somebody else has to approve</span>}
        </small>
      </span>
      <span className="review-since">
        <span className="dimmed">submitted</span> <TimeAgo at={item.submittedAt} />
      </span>
    </li>
  );
}
