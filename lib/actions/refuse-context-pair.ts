import type { ContextId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import type { Result } from '../domain/result.ts';
import { recordEvents } from '../store/audit.ts';
import { refusePair } from '../store/context-pairs.ts';
import type { Store } from '../store/database.ts';
import { managing, seenContext, takeBack } from './parts/manage-context.ts';

/** Says that two contexts are not the same: nobody is asked about them again. */
export function refuseContextPair(
  store: Store,
  actor: Actor,
  id: ContextId,
  other: ContextId,
): Promise<Result<{ id: ContextId }, Refusal>> {
  return managing(store, actor, 'context.merge', async (tx) => {
    if (id === other) takeBack({ code: 'invalid', fields: [{ field: 'with', message: 'is the same context.' }] });
    const [one, two] = [await seenContext(tx, id), await seenContext(tx, other)];
    await refusePair(tx, actor.person, id, other);
    await recordEvents(tx, actor, {
      type: 'refuse-context-pair',
      payload: { context: id, of: one.name, with: other, name: two.name },
    });
    return { id };
  });
}
