import type { MarkedPiece } from '#lib/kernel/text/marks.ts';

/** A text with what was looked for marked in it. */
export function MarkedText({ pieces }: { pieces: readonly MarkedPiece[] }) {
  return (
    <bdi>
      {pieces.map(({ text, found }, at) =>
        found ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move
          <mark key={at}>{text}</mark>
        ) : (
          text
        ),
      )}
    </bdi>
  );
}
