import type { AppError } from '../../../kernel/app-error.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { doOrAsk, type OrRequested } from './parts/asked-change.ts';
import { type ChangedContext, type ContextChange, changeContextIn } from './parts/context-change.ts';
import { managing } from './parts/manage-context.ts';

/** Names or describes a context. A new name that readers would see waits for somebody else. */
export function changeContext(
  store: Store,
  actor: Actor,
  id: ContextId,
  change: ContextChange,
): Promise<Result<OrRequested<ChangedContext>, AppError>> {
  return managing(store, actor, 'context.manage', (_, db) => {
    const { version, ...said } = change;
    return doOrAsk(
      db,
      actor,
      id,
      { kind: 'rename', change: said },
      (look) => changeContextIn(db, actor, id, change, look),
      (pages) => ({ id, version: version ?? 0, pages }),
    );
  });
}
