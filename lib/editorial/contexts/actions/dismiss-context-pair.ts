import { recordEvents } from '../../../audit/store/audit.ts';
import type { AppError } from '../../../kernel/app-error.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { dismissPair } from '../store/context-pairs.ts';
import { managing, rollback, seenContext } from './parts/manage-context.ts';

/** Says that two contexts are not the same: nobody is asked about them again. */
export function dismissContextPair(
  store: Store,
  actor: Actor,
  id: ContextId,
  other: ContextId,
): Promise<Result<{ id: ContextId }, AppError>> {
  return managing(store, actor, 'context.merge', async (tx) => {
    if (id === other) rollback({ code: 'invalid', fields: [{ field: 'with', message: 'is the same context.' }] });
    const [one, two] = [await seenContext(tx, id), await seenContext(tx, other)];
    await dismissPair(tx, actor.person, id, other);
    await recordEvents(tx, actor, {
      type: 'dismiss-context-pair',
      payload: { context: id, of: one.name, with: other, name: two.name },
    });
    return { id };
  });
}
