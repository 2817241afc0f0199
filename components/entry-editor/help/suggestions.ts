/** What the API proposes for an entry. */
export type ProposedContext = { id: number; name: string; score: number; reason: string; chosen: boolean };
export type ProposedEntry = { entry: number; path: string; day: string; headline: string; reason: string };
export type LikelyDuplicate = { entry: number; path: string | null; day: string; headline: string; reason: string };
export type Suggestions = { contexts: ProposedContext[]; related: ProposedEntry[]; duplicates: LikelyDuplicate[] };
