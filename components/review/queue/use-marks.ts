'use client';

import { useState } from 'react';

/** Entries that were marked in a list, and the last one: from there, a range is marked. */
export function useMarks(events: readonly number[]) {
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const [last, setLast] = useState<number>();
  const mark = (event: number, range: boolean) => {
    const [from, to] = [last === undefined ? -1 : events.indexOf(last), events.indexOf(event)];
    const next = new Set(marked);
    if (range && from >= 0) for (const one of events.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
    else if (!next.delete(event)) next.add(event);
    setMarked(next);
    setLast(event);
  };
  return {
    // What left the list meanwhile is not marked any more.
    marked: new Set(events.filter((event) => marked.has(event))),
    mark,
    all: () => setMarked(new Set(events)),
    clear: () => setMarked(new Set()),
  };
}
