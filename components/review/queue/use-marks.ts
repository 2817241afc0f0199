'use client';

import { useState } from 'react';

/** Entries that were marked in a list, and the last one: from there, a range is marked. */
export function useMarks(entries: readonly number[]) {
  const [marked, setMarked] = useState<ReadonlySet<number>>(new Set());
  const [last, setLast] = useState<number>();
  const mark = (entry: number, range: boolean) => {
    const [from, to] = [last === undefined ? -1 : entries.indexOf(last), entries.indexOf(entry)];
    const next = new Set(marked);
    if (range && from >= 0) for (const one of entries.slice(Math.min(from, to), Math.max(from, to) + 1)) next.add(one);
    else if (!next.delete(entry)) next.add(entry);
    setMarked(next);
    setLast(entry);
  };
  return {
    // What left the list meanwhile is not marked any more.
    marked: new Set(entries.filter((entry) => marked.has(entry))),
    mark,
    all: () => setMarked(new Set(entries)),
    clear: () => setMarked(new Set()),
  };
}
