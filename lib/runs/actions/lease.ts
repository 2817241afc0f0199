import type { Store } from '../../platform/database/database.ts';
import { renewClaim } from '../store/held-runs.ts';
import type { Claim } from '../store/run-types.ts';

/** How far a run is, as its row says it. */
export type RunProgress = { phase?: string; done?: number; total?: number; rate?: number };

/** Another worker has the run, or its lease passed unseen. Nothing more may be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost';
}

/** Somebody asked for an end. */
export class CancelAsked extends Error {
  override readonly name = 'CancelAsked';
}

/** The worker itself is asked to stop. */
export class Stopping extends Error {
  override readonly name = 'Stopping';
}

/**
 * A claim that is being held: `signal` aborts, with one of the three reasons, when the work has to end. `confirm` asks
 * the database whether it has to, before a step that nobody can take back, and throws the reason where it does.
 */
export type Lease = { signal: AbortSignal; progress(now: RunProgress): void; confirm(): Promise<void>; end(): void };

const MOST_BEAT_MS = 500;
const MOST_RENEW_MS = 1_000;
/** A worker gives up its claim by its own clock a little before others may take it. */
const OWN_SHARE = 0.9;

/**
 * Holds a claim: renews its lease every second, notes its progress at most twice a second, and sees that the run is
 * asked to stop. While the database is away the lease runs on; once it has passed by this process's own clock, also
 * because the process was still, the work is over.
 */
export function takeLease(store: Store, claim: Claim, leaseMs: number, stop?: AbortSignal): Lease {
  const work = new AbortController();
  const beatMs = Math.min(MOST_BEAT_MS, leaseMs / 8);
  const renewMs = Math.min(MOST_RENEW_MS, leaseMs / 4);
  let renewedAt = performance.now();
  let now: RunProgress | undefined;
  let noted: RunProgress | undefined;
  let busy = false;

  async function renew(): Promise<void> {
    const at = performance.now();
    const said = now;
    const answer = await renewClaim(store, claim, leaseMs, said === noted ? undefined : said);
    if (answer === 'lost') return work.abort(new LeaseLost('Another worker has taken over this run.'));
    renewedAt = at;
    noted = said;
    if (answer === 'cancel-asked') work.abort(new CancelAsked('Cancelled.'));
  }

  function beat(): void {
    const since = performance.now() - renewedAt;
    if (since > leaseMs * OWN_SHARE) work.abort(new LeaseLost('The lease of this run expired.'));
    if (busy || work.signal.aborted || (now === noted && since < renewMs)) return;
    busy = true;
    renew()
      .catch(() => undefined)
      .finally(() => {
        busy = false;
      });
  }

  const beats = setInterval(beat, beatMs);
  const stopped = () => work.abort(new Stopping('The worker stops.'));
  if (stop?.aborted) stopped();
  stop?.addEventListener('abort', stopped, { once: true });
  return {
    signal: work.signal,
    progress(said) {
      now = said;
    },
    async confirm() {
      await renew();
      work.signal.throwIfAborted();
    },
    end() {
      clearInterval(beats);
      stop?.removeEventListener('abort', stopped);
    },
  };
}
