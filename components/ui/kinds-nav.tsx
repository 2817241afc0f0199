import Link from 'next/link';
import './kinds-nav.css';

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
    <nav aria-label={label} className="kinds-nav">
      <ul className="plain-list">
        {kinds.map(({ href, name, count, here }) => (
          <li key={href}>
            <Link href={href} aria-current={here ? 'page' : undefined}>
              <bdi>{name}</bdi>{' '}
              <span className="kinds-nav-count tabular">
                {count < countedTo ? count.toLocaleString('en') : `${countedTo.toLocaleString('en')}+`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
