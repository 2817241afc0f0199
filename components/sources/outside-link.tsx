import base from '#components/ui/base.module.css';
import styles from './sources.module.css';
import { isWebAddress } from './status-words.ts';

/** An address of a source: a link into a new tab where it is one of the web, else its text. */
export function OutsideLink({ url, text = url }: { url: string; text?: string }) {
  if (!isWebAddress(url)) return <span className={styles.address}>{text}</span>;
  return (
    <a className={styles.address} href={url} target="_blank" rel="noopener noreferrer">
      {text}
      <span className={base.visuallyHidden}> (opens in a new tab)</span>
    </a>
  );
}
