import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Store } from '../../platform/database/database.ts';
import type { RunProgress } from './lease.ts';

/** How long a run stays a worker's that says nothing. */
export const LEASE_MS = 20_000;

/** Where and as whom a run is carried out. */
export type RunContext = {
  store: Store;
  /** This worker, as the run's log names it. */
  worker: string;
  leaseMs: number;
  home: string;
  exportRoot: string;
  stop?: AbortSignal;
  onProgress?: (progress: RunProgress) => void;
};

/** A name that no other worker has, and that tells people where it runs. */
export function workerName(): string {
  return `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
}
