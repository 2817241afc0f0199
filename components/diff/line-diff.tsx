import { diffLines } from 'diff';
import './diff.css';

type Line = { mark: '+' | '-' | ' '; text: string };

const SAID = { '+': 'added: ', '-': 'removed: ', ' ': '' } as const;

/** Two versions of a file, line by line, each line with its sign. `before` is null for a file that is new, `after` for one that goes. */
export function LineDiff({ before, after, label }: { before: string | null; after: string | null; label: string }) {
  const lines = linesOf(before ?? '', after ?? '');
  if (before === after) return <p className="dimmed">The page stays as it is, byte for byte.</p>;
  return (
    <section className="line-diff" aria-label={label}>
      {lines.map((line, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity, and the list is made anew with each text
        <span key={i} className="line-diff-line" data-mark={line.mark}>
          <span aria-hidden className="line-diff-mark">
            {line.mark}
          </span>
          <span className="visually-hidden">{SAID[line.mark]}</span>
          {line.mark === '+' ? <ins>{line.text || '\u200b'}</ins> : line.mark === '-' ? <del>{line.text || '\u200b'}</del> : line.text || '\u200b'}
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
