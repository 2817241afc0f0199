import Link from 'next/link';
import base from '#components/ui/base.module.css';
import { QUEUE_FILTERS, type QueueFilter, type QueueFilterName } from '#lib/editorial/review/contract/review.ts';
import type { QueueCounts } from '#lib/editorial/review/queries/review-queue.ts';
import { counted } from '#lib/kernel/count-of.ts';
import styles from './queue.module.css';
import { queryOf } from './queue-address.ts';

const NAMES: Readonly<Record<QueueFilterName | 'all', string>> = {
  all: 'All',
  mine: 'For me to review',
  assigned: 'Assigned to me',
  unassigned: 'Unassigned',
  small: 'Quick fixes',
  scheduled: 'Scheduled',
  comments: 'Open comments',
};

/** The lists of the queue, each with its count; the list that is shown is marked. Each is an address. */
export function QueueLists({ filter, counts, most }: { filter: QueueFilter; counts: QueueCounts; most: number }) {
  return (
    <nav aria-label="Queue lists" className={styles.lists}>
      {(['all', ...QUEUE_FILTERS] as const).map((name) => {
        const href = `/review${queryOf({ ...filter, filter: name === 'all' ? undefined : name })}`;
        return (
          <Link
            key={name}
            href={href}
            className={styles.list}
            aria-current={(filter.filter ?? 'all') === name ? 'page' : undefined}
          >
            {NAMES[name]}{' '}
            <span className={`${styles.count} ${base.tabular}`}>
              {counts[name] >= most ? `${counted(most)}+` : counted(counts[name])}
            </span>
          </Link>
        );
      })}
    </nav>
  );
}
