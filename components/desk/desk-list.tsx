import Link from 'next/link';
import type { ReactNode } from 'react';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import line from '#components/ui/entry-line.module.css';
import { type BadgeState, ProposalBadge } from '#components/ui/state-badge.tsx';
import { deskWords } from '#lib/audit/events.ts';
import type { DeskList as Items } from '#lib/desk/desk.ts';
import type { DeskItem } from '#lib/desk/desk-line.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import styles from './desk.module.css';
import { DeskTitle } from './desk-title.tsx';
import { Moment } from './moment.tsx';

type Props = {
  id: string;
  name: string;
  list: Items;
  state: BadgeState | 'scheduled';
  /** What the time of a line tells: “Sent back”, “Waiting since”. */
  when: string;
  hrefOf: (item: DeskItem) => string;
  more: string;
  /** Left out where a list is only there while it has something. */
  empty?: ReactNode;
  /** Opening a line of what is followed marks its notice read. */
  onOpen?: 'mark-read';
};

/** One list of the desk: its lines, the way to the rest of them, or the next step where it is empty. */
export function DeskList({ id, name, list, state, when, hrefOf, more, empty, onOpen }: Props) {
  if (!list.items.length && !empty) return null;
  return (
    <section className={styles.list} aria-labelledby={id}>
      <h2 id={id}>
        <bdi>{name}</bdi>{' '}
        {list.items.length > 0 && (
          <span className={`${styles.count} ${base.tabular}`}>
            {list.more ? `${list.items.length}+` : list.items.length}
          </span>
        )}
      </h2>
      {list.items.length === 0 ? (
        empty
      ) : (
        <ul className={`${base.plainList} ${styles.items}`}>
          {list.items.map((item) => (
            <DeskLine
              key={`${item.kind}-${item.entry ?? item.change}`}
              item={item}
              state={state}
              when={when}
              href={hrefOf(item)}
              marks={onOpen === 'mark-read'}
            />
          ))}
        </ul>
      )}
      {list.more && (
        <p className={styles.more}>
          <Link href={more}>Show more</Link>
        </p>
      )}
    </section>
  );
}

/** The list says which state its lines are in; only what is about a page that was published says so itself. */
function DeskLine({
  item,
  state,
  when,
  href,
  marks,
}: {
  item: DeskItem;
  state: BadgeState | 'scheduled';
  when: string;
  href: string;
  marks: boolean;
}) {
  return (
    <li className={styles.item}>
      <div className={styles.itemWords}>
        {item.topic && (
          <span className={line.kicker}>
            <bdi>{item.topic}</bdi>
          </span>
        )}
        <DeskTitle href={href} title={item.headline} notice={marks ? item.notice : null} />
        {item.reason && state === 'changes_requested' && (
          <p className={styles.reason}>
            <span className={base.dimmed}>{item.by ? `${item.by}: ` : 'Reason: '}</span>
            <bdi>{item.reason}</bdi>
          </p>
        )}
        <p className={line.facts}>
          {item.day && (
            <Link href={`/days/${item.day}`} className={`${base.tabular} ${base.nowrap}`}>
              {shortDayName(item.day)}
            </Link>
          )}
          <span>
            {(item.type && deskWords(item.type)) || when}{' '}
            {state === 'scheduled' ? <Moment at={item.at} /> : <TimeAgo at={item.at} />}
            {item.by && state !== 'changes_requested' && state !== 'draft' ? ` by ${item.by}` : ''}
          </span>
          {item.comments > 0 && (
            <span>{item.comments === 1 ? '1 open comment' : `${item.comments} open comments`}</span>
          )}
          {item.assigned && <span>Assigned to {item.assigned}</span>}
        </p>
      </div>
      {item.purpose !== 'new' && (
        <ProposalBadge state={state === 'scheduled' ? 'in_review' : state} purpose={item.purpose} />
      )}
    </li>
  );
}
