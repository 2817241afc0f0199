import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { askedFor, type StartedRun, startRun } from '../../../runs/actions/parts/start-run.ts';
import { liveTargets } from '../store/targets.ts';

export type ExportStart = {
  target: number;
  plan?: boolean | undefined;
  full?: boolean | undefined;
  asOf?: string | undefined;
};

/** Starts an export to a target, or with `plan` only says what it would do. A worker carries it out. */
export async function startExport(
  store: Store,
  actor: Actor,
  { target, ...asked }: ExportStart,
  key?: string,
): Promise<Result<StartedRun, AppError>> {
  const no = forbidden(actor, 'archive.export');
  if (no) return fail(no);
  if (asked.asOf !== undefined && Date.parse(asked.asOf) > Date.now())
    return fail({
      code: 'invalid',
      fields: [{ field: 'asOf', message: 'is in the future. Choose an earlier time.' }],
    });
  return inTransaction(store, async (tx) => {
    const isLive = (await liveTargets(tx)).some(({ id }) => id === target);
    if (!isLive) return fail({ code: 'not-found' as const, what: `Target ${target}` });
    return startRun(tx, actor, { kind: 'export', target, options: askedFor(asked) }, key);
  });
}
