import type { Store } from '../store/database.ts';

/** A change of the published archive, as the feed of changes names it. */
export type ChangeView = { position: number; at: string; kind: 'published' | 'updated' | 'withdrawn' | 'day' | 'prose'; path: string; redirect: string | null };

const USUAL_PAGE = 100;

/**
 * The changes that came after a position, in the order of their commits. Positions have no gaps, so whoever reads on from
 * `next` misses nothing; `next` is null at the end, where `position` is what to ask after later.
 */
export async function readChanges(
  store: Store,
  { after = 0, limit = USUAL_PAGE }: { after?: number | undefined; limit?: number | undefined },
): Promise<{ items: ChangeView[]; next: string | null; position: number }> {
  const rows = await store.prisma.$queryRaw<(Omit<ChangeView, 'at'> & { at: Date })[]>`
    SELECT position, at, kind::text AS kind, path, redirect FROM archive_change WHERE position > ${after} ORDER BY position LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.position) : null, position: last?.position ?? after };
}
