import type { RunView } from '#lib/exchange/runs/runs.ts';
import { countOf } from '#lib/kernel/count-of.ts';

const SIZES = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** 409 MB */
export function sizeOf(bytes: number): string {
  if (bytes < 1000) return countOf(bytes, 'byte');
  const units = ['kB', 'MB', 'GB', 'TB'];
  const at = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${SIZES.format(bytes / 1000 ** at)} ${units[at - 1]}`;
}

/** “0.4 s”, “12 s”, “3 min 4 s” */
export function lasted(seconds: number): string {
  if (seconds < 10) return `${Math.max(0, Math.round(seconds * 10) / 10)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How long a run took, in seconds; of one that goes on, until `now`. */
export function secondsOf(run: RunView, now: number): number | undefined {
  if (!run.startedAt) return undefined;
  return Math.max(0, ((run.endedAt ? Date.parse(run.endedAt) : now) - Date.parse(run.startedAt)) / 1000);
}

/** What a bulk run does, as a noun. */
const BULK_NAMES = {
  approve: 'Approvals',
  'request-changes': 'Requests for changes',
  submit: 'Submissions',
  discard: 'Discards',
  assign: 'Assignments',
  'add-context': 'Contexts added',
  'remove-context': 'Contexts removed',
  'replace-context': 'Contexts replaced',
} as const;

/** What a run is, as a noun: “Plan”, “Full export”, “Dry run”. */
export function runName({ kind, options }: Pick<RunView, 'kind' | 'options'>): string {
  if (kind === 'bulk') return BULK_NAMES[options.action ?? 'approve'];
  if (kind === 'import') return options.dryRun ? 'Dry run' : 'Import';
  if (options.plan) return options.full ? 'Full plan' : 'Plan';
  return options.full ? 'Full export' : 'Export';
}

/** What made a run begin: “by hand, Ada Admin”. */
export function causeOf({ cause, person }: Pick<RunView, 'cause' | 'person'>): string {
  const words: Readonly<Record<RunView['cause'], string>> = {
    hand: 'by hand',
    api: 'through the API',
    cli: 'from the command line',
    schedule: 'on schedule',
    approval: 'after an approval',
    retry: 'as a retry',
  };
  return person && cause !== 'schedule' && cause !== 'approval' ? `${words[cause]}, ${person.name}` : words[cause];
}

const PHASES: Readonly<Record<string, string>> = {
  comparing: 'Comparing with existing files',
  placing: 'Putting the files in place',
  reading: 'Reading the files',
  unpacking: 'Unpacking the upload',
  deciding: 'Working through the entries',
};

/** What a run is at. */
export function phaseOf({ kind, state, progress, cancelAsked }: RunView): string {
  if (cancelAsked && (state === 'running' || state === 'waiting')) return 'Stopping';
  if (state === 'waiting') return 'Waiting for a worker';
  const { phase } = progress;
  if (!phase) return 'Starting';
  if (phase === 'writing') return kind === 'import' ? 'Importing the entries' : 'Writing the files';
  return PHASES[phase] ?? `${phase.slice(0, 1).toUpperCase()}${phase.slice(1)}`;
}

/** Whether a run has not ended yet. */
export function isUnderWay({ state }: Pick<RunView, 'state'>): boolean {
  return state === 'waiting' || state === 'running';
}
