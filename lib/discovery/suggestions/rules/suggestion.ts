import type { Day } from '../../../kernel/day.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';

/**
 * An entry that help is asked for, as far as it is written. `entry` is its own id, once it has one; `urls` are its
 * sources' addresses.
 */
export type Draft = {
  entry: EntryId | null;
  day: Day;
  headline: string;
  summary: string;
  contexts: readonly ContextId[];
  urls: readonly string[];
};

/** A score as it is told, in thousandths. */
export function toldScore(score: number): number {
  return Math.round(score * 1000) / 1000;
}

/**
 * A context that an entry may belong to. `score` is how likely that is, from 0 to 1; `chosen` are those that would be
 * ticked without asking.
 */
export type SuggestedContext = { id: ContextId; name: string; score: number; reason: string; chosen: boolean };

/**
 * A published entry that an entry may lead to, with the names of the contexts that both have. Scores order, and nothing
 * more.
 */
export type SuggestedRelated = {
  entry: EntryId;
  path: string;
  day: Day;
  headline: string;
  score: number;
  shared: string[];
  reason: string;
};

/** An entry that may tell the same event. `path` once it was published; `score` is how likely that is, from 0 to 1. */
export type SuggestedDuplicate = {
  entry: EntryId;
  path: string | null;
  day: Day;
  headline: string;
  score: number;
  reason: string;
};
