import type { PersonId } from '../../kernel/ids.ts';
import type { BulkAction } from '../../kernel/newsroom/bulk-actions.ts';
import type { TargetSettings } from '../contract/exports.ts';

export type RunKind = 'export' | 'import' | 'bulk';
export type RunState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
export type RunCause = 'hand' | 'api' | 'cli' | 'schedule' | 'approval' | 'retry';

/** What a run was asked to do; a bulk run, which action to how many entries, whose list is known by its digest. */
export type RunOptions = {
  plan?: boolean;
  full?: boolean;
  asOf?: string;
  dryRun?: boolean;
  publish?: boolean;
  /** Days far ahead are meant. */
  farDayConfirmed?: boolean;
  action?: BulkAction;
  reason?: string;
  to?: number | null;
  /** Of a run that assigns contexts: which, and the one that takes its place. */
  context?: number;
  by?: number;
  count?: number;
  digest?: string;
};

/** How much a line of a run's record matters. */
export type Level = 'info' | 'warn' | 'error';

/** What came of an entry of a bulk run. */
export type Outcome = 'done' | 'failed';

/** What a target holds: what the last export returned for the next one, and the settings that it wrote by. */
export type TargetHolds = { held: unknown; settings: TargetSettings };

/** A target as the run found it when it took it. */
export type ClaimedTarget = {
  id: number;
  name: string;
  kind: 'folder' | 'git';
  place: string;
  settings: TargetSettings;
  holds: TargetHolds | null;
};

/**
 * A run that this worker holds, as long as it renews its lease. Everything that is written of it is guarded by worker
 * and fence.
 */
export type Claim = {
  run: number;
  kind: RunKind;
  cause: RunCause;
  options: RunOptions;
  person: PersonId | null;
  /** Who else held what the run was asked for with. */
  hands: PersonId[];
  upload: number | null;
  worker: string;
  fence: number;
  attempts: number;
  target: ClaimedTarget | null;
};
