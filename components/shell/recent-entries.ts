'use client';

import { usePathname } from 'next/navigation';
import { useEffect } from 'react';

const KEY = 'dateline-recent-entries';
const KEPT = 6;

/**
 * The ids of the entries that were open in this browser lately, the last one first. Nothing else of them is kept: who
 * signs out leaves no titles behind.
 */
export function recentEntries(): number[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => Number.isInteger(id) && id > 0).slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** Notes which entries are opened, so that the palette offers them first. */
export function useRecentEntries(): void {
  const id = Number(/^\/(?:entries|review)\/(\d+)/.exec(usePathname())?.[1] ?? 0);
  useEffect(() => {
    if (!id) return;
    try {
      localStorage.setItem(
        KEY,
        JSON.stringify([id, ...recentEntries().filter((other) => other !== id)].slice(0, KEPT)),
      );
    } catch {
      // A browser that keeps nothing has no recent entries.
    }
  }, [id]);
}
