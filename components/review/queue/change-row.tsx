import Link from 'next/link';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import type { ChangeItem } from '#lib/editorial/review/queries/queue-changes.ts';
import { changeKindName } from '../purpose-words.ts';

type Props = { item: ChangeItem; place: string; href: string; isOwn: boolean; onFocus(): void };

/**
 * A change of the queue that is no entry: what it is, whose, and how long it waits. It is decided on its own page, one
 * at a time.
 */
export function ChangeRow({ item, place, href, isOwn, onFocus }: Props) {
  return (
    <li className="review-row">
      <span className="review-mark" />
      <span className="review-day" />
      <span className="review-title">
        <Link href={href} id={`queue-${place}`} onFocus={onFocus}>
          <bdi>{item.title}</bdi>
        </Link>
        <small>
          <span>
            {changeKindName(item)} by {item.authors.map(({ name }) => name).join(', ')}
          </span>
          {isOwn && <span className="review-own">You requested this: somebody else has to approve</span>}
          {item.isStale && <span className="review-own">published text changed since</span>}
        </small>
      </span>
      <span className="review-since">
        <span className="dimmed">submitted</span> <TimeAgo at={item.submittedAt} />
      </span>
    </li>
  );
}
