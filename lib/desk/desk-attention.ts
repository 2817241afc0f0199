import { type NearPairs, nearPairs } from '../editorial/contexts/queries/context-attention.ts';
import { readGaps } from '../editorial/days/queries/day-gaps.ts';
import { lastDay } from '../editorial/days/queries/last-day.ts';
import { countOpen } from '../exchange/import/queries/import-issues.ts';
import { failedRuns, type RunView } from '../exchange/runs/runs.ts';
import { type Day, dayBefore } from '../kernel/day.ts';
import type { Store } from '../platform/database/database.ts';
import { type DeadSource, deadSources } from '../sources/queries/evidence.ts';

/** Days in a row that have no published entry. */
type EmptyDays = { from: Day; to: Day; days: number };

/**
 * What needs attention: runs that failed, import issues, sources that died, days without entries of late, and contexts
 * whose names look like one.
 */
export type DeskAttention = {
  failed: RunView[];
  openIssues: number;
  dead: { count: number; items: DeadSource[] };
  gaps: EmptyDays[];
  near: NearPairs;
};

/** Gaps are looked for in so many days before the newest one. Older ones are the calendar's. */
const DAYS_LOOKED_AT = 45;
const GAPS_SHOWN = 3;

/** What needs attention; failed runs only for those who export. */
export async function readAttention(store: Store, exports: boolean): Promise<DeskAttention> {
  const [failed, openIssues, dead, gaps, near] = await Promise.all([
    exports ? failedRuns(store) : [],
    countOpen(store),
    deadSources(store, 1),
    lateGaps(store),
    nearPairs(store),
  ]);
  return { failed, openIssues: Object.values(openIssues).reduce((sum, count) => sum + count, 0), dead, gaps, near };
}

async function lateGaps(store: Store): Promise<EmptyDays[]> {
  const latest = await lastDay(store);
  if (!latest) return [];
  let after = latest;
  for (let n = 0; n < DAYS_LOOKED_AT; n += 1) after = dayBefore(after) ?? after;
  const { items } = await readGaps(store, { after, limit: 100 });
  const gaps = items.flatMap((gap) =>
    gap.kind === 'gap' && gap.from < latest ? [{ from: gap.from, to: gap.to, days: gap.days }] : [],
  );
  return gaps.slice(-GAPS_SHOWN).reverse();
}
