import type { AppError } from '../../../kernel/app-error.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { sha256 } from '../../../platform/content-hash.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';
import type { RunCause, RunOptions } from '../../store/run-types.ts';
import { insertRun, type NewRun } from '../../store/runs.ts';

export type StartedRun = { run: number };

/**
 * Writes a run that the actor asks for. The same key with the same request gives the same run; with another one it is
 * refused.
 */
export async function startRun(
  tx: Transaction,
  actor: Actor,
  run: Omit<NewRun, 'person' | 'hands' | 'key' | 'cause'> & { cause?: RunCause },
  key?: string,
): Promise<Result<StartedRun, AppError>> {
  const request = sha256(
    JSON.stringify([run.kind, run.target ?? null, run.upload ?? null, run.retryOf ?? null, sorted(run.options)]),
  );
  const started = await insertRun(tx, {
    cause: causeOf(actor),
    ...run,
    person: actor.person,
    hands: actor.hands ?? [],
    ...(key === undefined ? {} : { key: { name: key, request } }),
  });
  return started === 'reused' ? fail({ code: 'key-reused' }) : ok(started);
}

/** Only what was asked for is kept: `false` is the same as nothing. */
export function askedFor(options: { [Key in keyof RunOptions]: RunOptions[Key] | undefined }): RunOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== false));
}

function sorted(options: RunOptions): [string, unknown][] {
  return Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1));
}

function causeOf({ channel }: Actor): RunCause {
  if (channel === 'api' || channel === 'cli') return channel;
  return 'hand';
}
