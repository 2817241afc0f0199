import { carryOutBulk } from '../../editorial/bulk/carry-out-bulk.ts';
import { DATABASE_FAULTS, type DatabaseFaultKind } from '../../kernel/database-fault.ts';
import { messageOf } from '../../kernel/error-facts.ts';
import { openStore, type Store } from '../../platform/database/database.ts';
import { diskFault } from '../../platform/environment/disk-fault.ts';
import { Missing } from '../../platform/environment/missing.ts';
import { type DatabaseFault, databaseFault } from '../../platform/outage/unavailable.ts';
import { CancelAsked, LeaseLost, Stopping, takeLease } from '../../runs/actions/lease.ts';
import type { RunContext } from '../../runs/actions/run-context.ts';
import { beginRecord } from '../../runs/actions/run-record.ts';
import { giveBack } from '../../runs/store/held-runs.ts';
import { connectionName } from '../../runs/store/run-claims.ts';
import { endRun, type RunEnding } from '../../runs/store/run-records.ts';
import type { Claim } from '../../runs/store/run-types.ts';
import { carryOutExport } from '../export/actions/carry-out-export.ts';
import { TargetRejected } from '../export/target.ts';
import { carryOutImport } from '../import/actions/carry-out-import.ts';
import { SourceRejected } from '../import/reading/source-rejected.ts';

const CARRY = { export: carryOutExport, import: carryOutImport, bulk: carryOutBulk } as const;

/** What another try would meet again. What passes by itself is tried again, when the lease has passed. */
const LASTING: readonly DatabaseFaultKind[] = ['full', 'no-memory', 'read-only'];

const CANCELLED = {
  export: 'Cancelled. The target is consistent.',
  import: 'Cancelled. Nothing was imported.',
  bulk: 'Cancelled. What was done before stays done.',
} as const;

/** What became of a claimed run. `lost`: it is no longer this worker's, which wrote nothing more. */
export type RunOutcome = { outcome: 'done' | 'failed' | 'cancelled' | 'lost' | 'given-back'; error?: unknown };

/**
 * Carries out a claimed run to its end. Work happens on connections of its own, which a worker that takes the run over
 * cuts; every write of the run itself is guarded by the claim.
 */
export async function carryOut(context: RunContext, claim: Claim): Promise<RunOutcome> {
  const { store } = context;
  const lease = takeLease(store, claim, context.leaseMs, context.stop);
  const record = beginRecord(store, claim, lease, context.onProgress);
  const own = openStore(store.url, { connections: 4, name: connectionName(claim) });
  try {
    record.say(
      claim.attempts > 1
        ? `Resumed by ${claim.worker} (attempt ${claim.attempts}): the previous worker is gone.`
        : `Started by ${claim.worker}.`,
    );
    const ending = await CARRY[claim.kind]({ ...context, store: own }, claim, lease, record);
    await record.flush();
    return { outcome: (await endRun(store, claim, ending)) ? ending.state : 'lost' };
  } catch (error) {
    return await endBadly(store, claim, lease.signal, error);
  } finally {
    lease.end();
    await own.close().catch(() => undefined);
  }
}

async function endBadly(store: Store, claim: Claim, signal: AbortSignal, error: unknown): Promise<RunOutcome> {
  const ending = endingOf(claim, signal.aborted ? signal.reason : undefined, error);
  if (ending === 'lost') return { outcome: 'lost', error };
  try {
    if (ending === 'given-back') await giveBack(store, claim);
    else if (!(await endRun(store, claim, ending))) return { outcome: 'lost', error };
  } catch (second) {
    // The database is away: the lease passes, and the run is taken up again.
    return { outcome: 'lost', error: second };
  }
  return { outcome: ending === 'given-back' ? ending : ending.state, error };
}

function endingOf(claim: Claim, reason: unknown, error: unknown): RunEnding | 'lost' | 'given-back' {
  if (reason instanceof LeaseLost) return 'lost';
  if (reason instanceof CancelAsked) return { state: 'cancelled', problem: CANCELLED[claim.kind] };
  if (reason instanceof Stopping) return 'given-back';
  const fault = databaseFault(error);
  if (fault && !LASTING.includes(fault.kind)) return 'lost';
  return { state: 'failed', problem: fault ? databaseProblem(fault) : problemOf(error) };
}

function databaseProblem({ kind, reason }: DatabaseFault): string {
  const { says, remedy } = DATABASE_FAULTS[kind];
  return `${says} ${remedy} (${reason})`;
}

/** What went wrong in words for people; never with a password in it. */
function problemOf(error: unknown): string {
  if (error instanceof TargetRejected) return withoutSecrets(error.message);
  if (error instanceof Missing) return withoutSecrets(`${error.message} ${error.remedy}`.trim());
  if (error instanceof SourceRejected) return `Nothing was imported. ${error.message}`;
  const message = messageOf(error);
  const disk = diskFault(error);
  return withoutSecrets(
    disk
      ? `${disk.problem}. ${disk.remedy}, then retry. (${message})`
      : message || 'The run failed without giving a reason.',
  );
}

function withoutSecrets(text: string): string {
  return text.replaceAll(/\/\/[^/\s@]+@/g, '//…@').slice(0, 2_000);
}
