import type { Day } from '#lib/kernel/day.ts';
/** What the API proposes for an entry. */
export type ProposedContext = { id: number; name: string; score: number; reason: string; chosen: boolean };
export type ProposedEntry = { entry: number; path: string; day: Day; headline: string; reason: string };
export type LikelyDuplicate = { entry: number; path: string | null; day: Day; headline: string; reason: string };
export type Suggestions = { contexts: ProposedContext[]; related: ProposedEntry[]; duplicates: LikelyDuplicate[] };
