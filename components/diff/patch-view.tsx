import base from '#components/ui/base.module.css';
import styles from './diff.module.css';

const SAID = { '+': 'as exported: ', '-': 'as imported: ' } as const;

/** How an export would write a page that came in otherwise: the patch between the two, line by line. */
export function PatchView({ patch, label }: { patch: string; label: string }) {
  if (!patch.includes('\n')) return <p>{patch}</p>;
  const lines = patch
    .replace(/\n$/, '')
    .split('\n')
    .filter((line) => !/^(?:={5,}|--- |\+\+\+ |Index: )/.test(line));
  return (
    <section className={styles.lineDiff} aria-label={label}>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity, and the list never changes
        <PatchLine key={at} line={line} />
      ))}
    </section>
  );
}

function PatchLine({ line }: { line: string }) {
  const mark = line[0] === '+' || line[0] === '-' ? line[0] : ' ';
  const text = (/^[ +-]/.test(line) ? line.slice(1) : line) || '\u200b';
  return (
    <span className={styles.lineDiffLine} data-mark={mark}>
      <span aria-hidden className={styles.lineDiffMark}>
        {mark}
      </span>
      {mark !== ' ' && <span className={base.visuallyHidden}>{SAID[mark]}</span>}
      {mark === '+' ? <ins>{text}</ins> : mark === '-' ? <del>{text}</del> : text}
    </span>
  );
}
