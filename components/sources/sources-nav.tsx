import Link from 'next/link';
import { LinkButton } from '#components/ui/link-button.tsx';
import { CARE_STATUSES, type CareStatus } from '#lib/schemas/sources.ts';
import { STATUS_NAMES } from './status-words.ts';
import './sources.css';

const COUNTED_TO = 100;

/** The ways in which an address can need care, with how many of each there are. */
export function SourcesNav({ status, counts }: { status: CareStatus; counts: Record<CareStatus, number> }) {
  return (
    <nav aria-label="Kinds of addresses" className="sources-nav">
      <ul className="plain-list">
        {CARE_STATUSES.map((each) => (
          <li key={each}>
            <Link href={each === 'dead' ? '/sources' : `/sources?status=${each}`} aria-current={each === status ? 'page' : undefined}>
              {STATUS_NAMES[each]} <span className="sources-count tabular">{counts[each] < COUNTED_TO ? counts[each] : `${COUNTED_TO}+`}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The ways on through a list; `here` is its address without a cursor. */
export function ListPages({ here, isFirst, next }: { here: string; isFirst: boolean; next: string | null }) {
  if (isFirst && !next) return null;
  return (
    <nav aria-label="Pages of the list" className="sources-pages">
      {!isFirst && (
        <LinkButton href={here} variant="default">
          Back to the beginning
        </LinkButton>
      )}
      {next && (
        <LinkButton href={`${here}${here.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`} variant="default">
          More
        </LinkButton>
      )}
    </nav>
  );
}
