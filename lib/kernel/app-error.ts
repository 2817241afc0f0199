import type { Day } from './day.ts';
import type { Permission } from './permission/table.ts';
import type { Clash } from './revision/merge.ts';
import type { EntryInput } from './revision/text.ts';
import type { TakenSlug } from './slug.ts';

/** Every way in which the archive says no, each with what a person needs to go on. */
export type AppError =
  | { code: 'not-allowed'; permission: Permission }
  | { code: 'not-found'; what: string }
  | { code: 'own-work' }
  | { code: 'lent-access' }
  | { code: 'not-yours' }
  | { code: 'wrong-state'; action: string; state: string }
  | { code: 'no-open-proposal' }
  | { code: 'nothing-changed' }
  | { code: 'text-changed' }
  | ({ code: 'stale-base'; mergeable?: boolean } & Partial<StaleTexts>)
  | { code: 'stale-save'; clashes?: readonly Clash[]; merged?: EntryInput }
  | { code: 'stale-order' }
  | { code: 'order-moved' }
  | { code: 'day-changed' }
  | { code: 'day-not-signed' }
  | { code: 'reason-missing' }
  | { code: 'not-published' }
  | { code: 'proposal-open'; state: string; withdraws: boolean }
  | { code: 'withdrawal-open' }
  | { code: 'already-resolved'; as: string }
  | { code: 'key-reused' }
  | { code: 'not-scheduled' }
  | { code: 'not-small' }
  | { code: 'thread-over' }
  | { code: 'thread-resolved'; resolved: boolean }
  | { code: 'wrong-run-state'; action: string; state: string }
  | { code: 'stale-target' }
  | { code: 'stale-publisher' }
  | { code: 'stale-settings' }
  | { code: 'dead-link' }
  | { code: 'throttled' }
  | { code: 'second-factor'; on: boolean }
  | { code: 'name-taken'; name: string; by: string }
  | { code: 'names-near'; name: string; near: readonly NearName[] }
  | { code: 'stale-context' }
  | { code: 'context-merged'; name: string; into: string }
  | { code: 'context-not-merged'; name: string }
  | { code: 'change-waits' }
  | { code: 'stale-preview'; hash: string }
  | { code: 'in-other-hands'; state: string }
  | { code: 'cannot-merge'; why: MergeProblem }
  | { code: 'merged-moved' }
  | { code: 'prose-moved' }
  | ({ code: 'address-taken' } & TakenSlug)
  | { code: 'far-day'; day: Day; path?: string }
  | { code: 'invalid'; fields: FieldProblem[] };

/** Why two entries cannot become one. */
export type MergeProblem = 'itself' | 'not-published' | 'change-open' | 'other-change-open' | 'other-gone';

/**
 * What clashes in a proposal whose base is no longer published: the text that both began from, the published one and
 * the proposed one.
 */
type StaleTexts = { clashes: readonly Clash[]; base: EntryInput | null; theirs: EntryInput; mine: EntryInput };

/** A context that a new name looks like, by its name or an alias, with how many published entries have it. */
export type NearName = { id: number; name: string; alias: string | null; entries: number; reason: string };

/** What is wrong with one field, named as the form and the API name it: `sources.0.url`. */
export type FieldProblem = { field: string; message: string };
