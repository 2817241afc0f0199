/** A line of an entry's history as sittings are told apart: what was done, by whom, on which proposal, and when. */
export type EditEvent = { type: string; actor: number | null; proposal: number | null; at: Date };

/** Lines that belong together, newest first: the successive saves of one person, or one line alone. */
export type Sitting<Line extends EditEvent> = { newest: Line; oldest: Line; lines: readonly Line[] };

const WRITES: ReadonlySet<string> = new Set(['open', 'save']);

/** Whoever writes nothing for so long has got up: half an hour, in milliseconds. */
const LONGEST_PAUSE = 30 * 60 * 1000;

/**
 * Folds the successive saves that one person made of a proposal within a sitting. Takes and gives lines newest first.
 */
export function sittingsOf<Line extends EditEvent>(lines: readonly Line[]): Sitting<Line>[] {
  const sittings: Sitting<Line>[] = [];
  for (const line of lines) {
    const last = sittings.at(-1);
    if (last && goesOn(last.oldest, line))
      sittings[sittings.length - 1] = { newest: last.newest, oldest: line, lines: [...last.lines, line] };
    else sittings.push({ newest: line, oldest: line, lines: [line] });
  }
  return sittings;
}

function goesOn(later: EditEvent, earlier: EditEvent): boolean {
  const isSame = later.actor === earlier.actor && later.proposal === earlier.proposal;
  return (
    isSame &&
    later.type === 'save' &&
    WRITES.has(earlier.type) &&
    later.at.getTime() - earlier.at.getTime() <= LONGEST_PAUSE
  );
}
