import { LinkButton } from './link-button.tsx';
import styles from './list-pages.module.css';

/** The ways on through a list; `here` is its address without a cursor. */
export function ListPages({ here, isFirst, next }: { here: string; isFirst: boolean; next: string | null }) {
  if (isFirst && !next) return null;
  return (
    <nav aria-label="Pages of the list" className={styles.listPages}>
      {!isFirst && (
        <LinkButton href={here} variant="default">
          Back to the start
        </LinkButton>
      )}
      {next && (
        <LinkButton
          href={`${here}${here.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(next)}`}
          variant="default"
        >
          More
        </LinkButton>
      )}
    </nav>
  );
}
