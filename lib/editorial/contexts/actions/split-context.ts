import { recordEvents } from '../../../audit/store/audit.ts';
import type { AppError } from '../../../kernel/app-error.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import type { ContextKind } from '../../../kernel/newsroom/kinds.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { startBulkIn } from '../../bulk/new-bulk.ts';
import { managing, rollback, seenContext } from './parts/manage-context.ts';
import { newContextIn } from './parts/new-context.ts';

/** The name of the new context, and which entries should have it instead of the old one. */
export type ContextSplit = {
  name: string;
  kind?: ContextKind | undefined;
  despite?: boolean | undefined;
  reason?: string | undefined;
  entries: EntryId[];
};

/** The new context, and the run that proposes it for the entries. */
export type SplitContext = { id: ContextId; run: number };

/**
 * Makes a context out of a part of another one: adds it, and starts a run that proposes it for these entries in the
 * place of the old one. Texts change by that, so each is reviewed like any change.
 */
export function splitContext(
  store: Store,
  actor: Actor,
  id: ContextId,
  { name, kind, despite, reason, entries }: ContextSplit,
): Promise<Result<SplitContext, AppError>> {
  return managing(store, actor, 'context.merge', async (tx, db) => {
    const old = await seenContext(tx, id);
    const made = await newContextIn(db, actor, { name, kind, despite });
    if (!made.ok) return rollback(made.error);
    const wish = {
      action: 'replace-context' as const,
      context: id,
      by: made.value.id,
      items: entries.map((entry) => ({ entry })),
      reason,
    };
    const started = await startBulkIn(tx, actor, wish);
    if (!started.ok) return rollback(started.error);
    await recordEvents(tx, actor, {
      type: 'split-context',
      payload: {
        context: id,
        of: old.name,
        into: made.value.id,
        name,
        entries: entries.length,
        run: started.value.run,
      },
    });
    return { id: made.value.id, run: started.value.run };
  });
}
