import '#components/diff/diff.css';

const SAID = { '+': 'as exported: ', '-': 'as imported: ' } as const;

/** How an export would write a page that came in otherwise: the patch between the two, line by line. */
export function PatchView({ patch, label }: { patch: string; label: string }) {
  if (!patch.includes('\n')) return <p>{patch}</p>;
  const lines = patch
    .replace(/\n$/, '')
    .split('\n')
    .filter((line) => !/^(?:={5,}|--- |\+\+\+ |Index: )/.test(line));
  return (
    <section className="line-diff" aria-label={label}>
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
    <span className="line-diff-line" data-mark={mark}>
      <span aria-hidden className="line-diff-mark">
        {mark}
      </span>
      {mark !== ' ' && <span className="visually-hidden">{SAID[mark]}</span>}
      {mark === '+' ? <ins>{text}</ins> : mark === '-' ? <del>{text}</del> : text}
    </span>
  );
}
