import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import type { PlannedFile, TargetState } from './report.ts';

export type ExportProgress = { phase: 'comparing' | 'writing' | 'placing'; files: number };

/**
 * `plan` touches nothing. `full` makes and compares every page, whatever was noted. `asOf` is an instant (ISO 8601):
 * the archive as it was published then. `held` is what the last export returned for this target. `fence` is the number
 * of the claim under which the run works: a later one takes over.
 * `beforePlacing` may throw to leave the folder as it is: it is asked when every file is made and none is in its place.
 */
export type ExportOptions = {
  settings: ExportSettings;
  plan: boolean;
  full: boolean;
  asOf?: string | undefined;
  held?: TargetState | undefined;
  fence?: number;
  signal?: AbortSignal;
  beforePlacing?: () => Promise<void>;
  onProgress?: (progress: ExportProgress) => void;
  onFile?: (file: PlannedFile) => void;
};
