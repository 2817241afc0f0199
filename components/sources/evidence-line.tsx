import base from '#components/ui/base.module.css';
import { evidenceWords, type SourceEvidence, type SourceKnown } from '#lib/sources/rules/evidence.ts';
import { OutsideLink } from './outside-link.tsx';
import styles from './sources.module.css';
import { reasonWords, STATUS_NAMES } from './status-words.ts';

/**
 * The evidence of an entry in a line (“3 sources, 2 publishers, 1 dead”), which opens into what is known of each
 * address.
 */
export function EvidenceLine({ evidence }: { evidence: SourceEvidence }) {
  const words = evidenceWords(evidence);
  if (!evidence.sources) return <p className={styles.evidenceLine}>{words}</p>;
  return (
    <details className={styles.evidenceLine} data-warning={evidence.dead > 0 || undefined}>
      <summary>{words}</summary>
      <ul className={base.plainList}>
        {evidence.addresses.map((known) => (
          <li key={known.url}>
            <OutsideLink url={known.url} />
            <span className={base.dimmed}>{lineOf(known)}</span>
            {known.redirect && <OutsideLink url={known.redirect} />}
            {known.archived && <OutsideLink url={known.archived} text="Archived copy" />}
          </li>
        ))}
      </ul>
    </details>
  );
}

function lineOf(known: SourceKnown): string {
  return [
    known.publisher ? `${known.publisher}.` : '',
    `${STATUS_NAMES[known.status]}${known.redirect ? ' to:' : '.'}`,
    reasonWords(known),
  ]
    .filter((words) => words)
    .join(' ');
}
