import { diffWordsWithSpace } from 'diff';
import base from '#components/ui/base.module.css';
import styles from './diff.module.css';

/** Two texts in one, word by word: what went is struck through, what came is underlined, and both are said aloud. */
export function WordDiff({ before, after }: { before: string; after: string }) {
  if (before === after)
    return (
      <span className={styles.wordDiff} dir="auto">
        {after}
      </span>
    );
  let at = 0;
  return (
    <span className={styles.wordDiff} dir="auto">
      {diffWordsWithSpace(before, after).map((part) => {
        const key = `${at}${part.added ? '+' : part.removed ? '-' : ''}`;
        at += part.value.length;
        if (part.added) return <Added key={key}>{part.value}</Added>;
        return part.removed ? <Removed key={key}>{part.value}</Removed> : <span key={key}>{part.value}</span>;
      })}
    </span>
  );
}

function Added({ children }: { children: string }) {
  return (
    <ins>
      <span className={base.visuallyHidden} dir="ltr">
        added:{' '}
      </span>
      {children}
      <span className={base.visuallyHidden} dir="ltr">
        {' '}
        (end of added){' '}
      </span>
    </ins>
  );
}

function Removed({ children }: { children: string }) {
  return (
    <del>
      <span className={base.visuallyHidden} dir="ltr">
        removed:{' '}
      </span>
      {children}
      <span className={base.visuallyHidden} dir="ltr">
        {' '}
        (end of removed){' '}
      </span>
    </del>
  );
}
