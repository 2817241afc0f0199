import base from '#components/ui/base.module.css';
import styles from './fields.module.css';
import type { FoundContext } from './use-new-context.ts';

/**
 * A context as a type-ahead shows it: its name, by which other name it was found, and what tells it from its namesakes.
 */
export function ContextOption({
  context: { name, alias, kind, entries, years, description, latest },
}: {
  context: FoundContext;
}) {
  const about = [
    kind,
    entries === undefined ? '' : `${entries} ${entries === 1 ? 'entry' : 'entries'}`,
    years,
    description || latest,
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <span>
      <span>
        {alias ? (
          <>
            <bdi>{alias}</bdi> <span aria-hidden>→</span> <span className={base.visuallyHidden}>is</span>{' '}
            <b>
              <bdi>{name}</bdi>
            </b>
          </>
        ) : (
          <bdi>{name}</bdi>
        )}
      </span>
      {about && <small className={styles.foundAbout}>{about}</small>}
    </span>
  );
}
