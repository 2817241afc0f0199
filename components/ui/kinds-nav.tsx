import Link from 'next/link';
import base from './base.module.css';
import styles from './kinds-nav.module.css';

type Kind = { href: string; name: string; count: number; here: boolean };

/**
 * The kinds of what a list shows, one chosen, with how many of each there are: where `countedTo` is given, that many or
 * more.
 */
export function KindsNav({
  label,
  kinds,
  countedTo = Number.POSITIVE_INFINITY,
}: {
  label: string;
  kinds: readonly Kind[];
  countedTo?: number;
}) {
  return (
    <nav aria-label={label} className={styles.kindsNav}>
      <ul className={base.plainList}>
        {kinds.map(({ href, name, count, here }) => (
          <li key={href}>
            <Link href={href} aria-current={here ? 'page' : undefined}>
              <bdi>{name}</bdi>{' '}
              <span className={`${styles.count} ${base.tabular}`}>
                {count < countedTo ? count.toLocaleString('en') : `${countedTo.toLocaleString('en')}+`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
