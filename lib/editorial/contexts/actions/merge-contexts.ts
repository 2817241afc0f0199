import type { AppError } from '../../../kernel/app-error.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { doOrAsk, type OrRequested } from './parts/asked-change.ts';
import { type ContextMerge, type MergedContext, mergeContextsIn, unmergeContextIn } from './parts/context-merge.ts';
import { contextOf, managing } from './parts/manage-context.ts';

type MergeAnswer = Promise<Result<OrRequested<MergedContext>, AppError>>;

/** Makes one context mean another. Where pages would show another name, that waits for somebody else. */
export function mergeContexts(store: Store, actor: Actor, id: ContextId, merge: ContextMerge): MergeAnswer {
  return managing(store, actor, 'context.merge', (_, db) => {
    const { version = 0, intoVersion = 0, into, keep } = merge;
    return doOrAsk(
      db,
      actor,
      id,
      { kind: 'merge', into, keep },
      (look) => mergeContextsIn(db, actor, id, merge, look),
      (pages) => ({ id, version, into, intoVersion, pages }),
    );
  });
}

/** Takes a merge back. Where pages would show another name, that waits for somebody else. */
export function unmergeContext(
  store: Store,
  actor: Actor,
  id: ContextId,
  { version }: { version: number },
): MergeAnswer {
  return managing(store, actor, 'context.merge', async (tx, db) => {
    const { joinedTo } = await contextOf(tx, id);
    const into = joinedTo ?? id;
    const { version: intoVersion } = await contextOf(tx, into);
    return doOrAsk(
      db,
      actor,
      id,
      { kind: 'unmerge' },
      (look) => unmergeContextIn(db, actor, id, { version }, look),
      (pages) => ({ id, version, into, intoVersion, pages }),
    );
  });
}
