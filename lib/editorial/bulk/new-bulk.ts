import type { AppError } from '../../kernel/app-error.ts';
import type { ContextId, PersonId } from '../../kernel/ids.ts';
import { BULK_RIGHTS, type BulkAction } from '../../kernel/newsroom/bulk-actions.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, type Result } from '../../kernel/result.ts';
import { sha256 } from '../../platform/content-hash.ts';
import type { Transaction } from '../../platform/database/transaction.ts';
import { askedFor, type StartedRun, startRun } from '../../runs/actions/parts/start-run.ts';
import { type BulkTarget, insertItems, unknownEntries } from '../../runs/store/bulk-items.ts';
import { unknownContexts } from '../contexts/store/references.ts';

/**
 * What somebody asks to be done to many entries: with the reason of sending them back, with whom they are given to, or
 * with the context that they get or lose.
 */
export type BulkRequest = {
  action: BulkAction;
  items: BulkTarget[];
  reason?: string | undefined;
  to?: PersonId | null | undefined;
  context?: ContextId | undefined;
  by?: ContextId | undefined;
  farDayConfirmed?: boolean | undefined;
};

/** Starts one action over many entries, inside a transaction. */
export async function startBulkIn(
  tx: Transaction,
  actor: Actor,
  { action, items, reason, to, context, by, farDayConfirmed }: BulkRequest,
  key?: string,
): Promise<Result<StartedRun, AppError>> {
  const no = forbidden(actor, 'bulk.start') ?? forbidden(actor, BULK_RIGHTS[action]);
  if (no) return fail(no);
  const unknown = await unknownEntries(
    tx,
    items.map(({ entry }) => entry),
  );
  if (unknown.length)
    return fail<AppError>({
      code: 'invalid',
      fields: [{ field: 'items', message: `contains entries that do not exist (${unknown.join(', ')}).` }],
    });
  const strange = await unknownContexts(
    tx,
    [context, by].flatMap((id) => id ?? []),
  );
  if (strange.length)
    return fail<AppError>({
      code: 'invalid',
      fields: [{ field: 'context', message: `is not a known context (${strange.join(', ')}).` }],
    });
  const options = askedFor({
    action,
    reason,
    to,
    context,
    by,
    farDayConfirmed,
    count: items.length,
    digest: sha256(JSON.stringify(items.map(({ entry, hash }) => [entry, hash ?? null]))),
  });
  const started = await startRun(tx, actor, { kind: 'bulk', options }, key);
  if (started.ok) await insertItems(tx, started.value.run, items);
  return started;
}
