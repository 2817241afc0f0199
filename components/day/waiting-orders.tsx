import Link from 'next/link';
import base from '#components/ui/base.module.css';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import { reviewPlace } from '#lib/kernel/newsroom/review-item.ts';
import styles from './day.module.css';

/** The orders of a day that wait for a reviewer, each with a way to read it. */
export function WaitingOrders({ orders }: { orders: readonly { id: number; author: NamedPerson }[] }) {
  if (orders.length === 0) return null;
  return (
    <ul className={`${base.plainList} ${styles.orders}`} aria-label="Orders waiting for review">
      {orders.map(({ id, author }) => (
        <li key={id}>
          <Link href={reviewPlace({ kind: 'order', id })}>
            <bdi>{author.name}</bdi> proposed a new order
          </Link>
        </li>
      ))}
    </ul>
  );
}
