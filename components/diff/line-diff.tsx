import { diffLines } from 'diff';
import base from '#components/ui/base.module.css';
import { countOf } from '#lib/kernel/count-of.ts';
import styles from './diff.module.css';

type Line = { mark: '+' | '-' | ' ' | '…'; text: string };

const SAID = { '+': 'added: ', '-': 'removed: ', ' ': '', '…': '' } as const;

/**
 * Two versions of a file, line by line, each line with its sign. `before` is null for a file that is new, `after` for
 * one that goes. `around` leaves out what is further from a change than so many lines, and says how many lines that
 * are.
 */
export function LineDiff({
  before,
  after,
  label,
  around,
}: {
  before: string | null;
  after: string | null;
  label: string;
  around?: number;
}) {
  const all = linesOf(before ?? '', after ?? '');
  const lines = around === undefined ? all : near(all, around);
  if (before === after) return <p className={base.dimmed}>The page does not change.</p>;
  return (
    <section className={styles.lineDiff} aria-label={label}>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity
        <span key={i} className={styles.lineDiffLine} data-mark={line.mark}>
          <span aria-hidden className={styles.lineDiffMark}>
            {line.mark}
          </span>
          <span className={base.visuallyHidden}>{SAID[line.mark]}</span>
          <bdi>
            {line.mark === '+' ? (
              <ins>{line.text || '\u200b'}</ins>
            ) : line.mark === '-' ? (
              <del>{line.text || '\u200b'}</del>
            ) : (
              line.text || '\u200b'
            )}
          </bdi>
        </span>
      ))}
    </section>
  );
}

function linesOf(before: string, after: string): Line[] {
  return diffLines(before, after).flatMap((part) => {
    const mark: Line['mark'] = part.added ? '+' : part.removed ? '-' : ' ';
    return part.value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({ mark, text }));
  });
}

/** The lines that changed, with some around them; a line of its own says what is left out. */
function near(lines: readonly Line[], around: number): Line[] {
  const kept = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ mark }) => mark !== ' '),
  );
  const shown: Line[] = [];
  for (let [at, line] of lines.entries()) {
    if (kept[at]) {
      shown.push(line);
      continue;
    }
    let end = at;
    while (end < lines.length && !kept[end]) end += 1;
    // One line is as short as the word of it.
    if (end - at === 1) shown.push(line);
    else shown.push({ mark: '…', text: countOf(end - at, 'unchanged line', 'unchanged lines') });
    at = end - 1;
  }
  return shown;
}
