import Link from 'next/link';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import type { ChangeItem } from '#lib/editorial/review/queries/queue-changes.ts';
import { changeKindName } from '../purpose-words.ts';
import styles from './queue.module.css';

type Props = { item: ChangeItem; place: string; href: string; isOwn: boolean; onFocus(): void };

/**
 * A change of the queue that is no entry: what it is, whose, and how long it waits. It is decided on its own page, one
 * at a time.
 */
export function ChangeRow({ item, place, href, isOwn, onFocus }: Props) {
  return (
    <li className={styles.row}>
      <span className={styles.mark} />
      <span />
      <span className={styles.title}>
        <Link href={href} id={`queue-${place}`} onFocus={onFocus}>
          <bdi>{item.title}</bdi>
        </Link>
        <small>
          <span>
            {changeKindName(item)} by {item.authors.map(({ name }) => name).join(', ')}
          </span>
          {isOwn && <span className={styles.own}>You requested this: somebody else has to approve</span>}
          {item.isStale && <span className={styles.own}>published text changed since</span>}
        </small>
      </span>
      <span className={styles.since}>
        <span className={base.dimmed}>submitted</span> <TimeAgo at={item.submittedAt} />
      </span>
    </li>
  );
}
