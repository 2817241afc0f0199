import Link from 'next/link';
import base from '#components/ui/base.module.css';
import type { ListedContext } from '#lib/editorial/contexts/queries/contexts.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import { KIND_NAMES } from './context-words.ts';
import styles from './contexts.module.css';

/** Contexts with their kind, how many entries have them, and from when to when. */
export function ContextList({ items }: { items: readonly ListedContext[] }) {
  return (
    <ul className={`${base.plainList} ${styles.list}`}>
      {items.map(({ id, name, kind, entries, firstDay, lastDay, aliases }) => (
        <li key={id} className={styles.row}>
          <Link href={`/contexts/${id}`} className={styles.name}>
            <bdi>{name}</bdi>
          </Link>
          <span className={base.dimmed}>
            {kind && KIND_NAMES[kind]}
            {kind && aliases > 0 && ' · '}
            {aliases > 0 && countOf(aliases, 'alias', 'aliases')}
          </span>
          <span className={`${base.tabular} ${styles.uses}`}>
            {entries === 0 ? 'no entries' : countOf(entries, 'entry', 'entries')}
          </span>
          <span className={`${base.dimmed} ${base.tabular}`}>
            {firstDay && (firstDay === lastDay ? shortDayName(firstDay) : yearsOf(firstDay, lastDay))}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** “2013” or “2013 to 2015” */
function yearsOf(first: string, last: string | null): string {
  const [from, to] = [first.slice(0, 4), last?.slice(0, 4)];
  return from === to ? from : `${from} to ${to}`;
}
