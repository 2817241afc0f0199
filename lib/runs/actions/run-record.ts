import type { Store } from '../../platform/database/database.ts';
import { addRunFiles, addRunLine, type RunFileRow } from '../store/run-records.ts';
import type { Claim, Level } from '../store/run-types.ts';
import type { Lease, RunProgress } from './lease.ts';

/** Of each outcome, this many files are kept by name. The counts are whole. */
const MOST_FILES = 10_000;
const BATCH = 500;

/** What a run leaves of itself while it works: lines, files, progress. Files are written in batches behind the work. */
export type RunRecord = {
  say(text: string, level?: Level): void;
  file(file: Omit<RunFileRow, 'n'>): void;
  progress(phase: string, done: number, total?: number): void;
  /** Waits until everything is written; throws what went wrong on the way. */
  flush(): Promise<void>;
};

/** Begins the record of a claimed run. `onProgress` hears the same progress as the run's row. */
export function beginRecord(
  store: Store,
  claim: Claim,
  lease: Lease,
  onProgress?: (progress: RunProgress) => void,
): RunRecord {
  const counts = new Map<string, number>();
  const rate = rateOf();
  let batch: RunFileRow[] = [];
  let n = 0;
  let writing: Promise<void> = Promise.resolve();

  const write = (work: () => Promise<void>) => {
    writing = writing.then(work);
    // A failure is thrown where the record is waited for.
    writing.catch(() => undefined);
  };
  const writeBatch = () => {
    const files = batch;
    batch = [];
    if (files.length) write(() => addRunFiles(store, claim, files));
  };

  return {
    say: (text, level = 'info') => write(() => addRunLine(store, claim, level, text)),
    file(file) {
      const count = (counts.get(file.outcome) ?? 0) + 1;
      counts.set(file.outcome, count);
      if (count > MOST_FILES) return;
      batch.push({ n: ++n, ...file });
      if (batch.length >= BATCH) writeBatch();
    },
    progress(phase, done, total) {
      const said = { phase, done, ...(total === undefined ? {} : { total }), rate: rate(phase, done) };
      lease.progress(said);
      onProgress?.(said);
    },
    async flush() {
      writeBatch();
      await writing;
    },
  };
}

/** How many a second, since the phase began. */
function rateOf(): (phase: string, done: number) => number {
  let began = { phase: '', at: 0, done: 0 };
  return (phase, done) => {
    if (phase !== began.phase) began = { phase, at: performance.now(), done };
    const seconds = (performance.now() - began.at) / 1000;
    return seconds < 0.1 ? 0 : Math.round((done - began.done) / seconds);
  };
}
