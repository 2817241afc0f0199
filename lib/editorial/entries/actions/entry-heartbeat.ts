import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { leave, type PresenceState, recordHeartbeat } from '../store/presence.ts';

/** A tab says that it has an entry open, or that it leaves it. It changes nothing of the entry and leaves no fact. */
export async function entryHeartbeat(
  store: Store,
  actor: Actor,
  entry: EntryId,
  said: { tab: string; writes: boolean } | { tab: string; leaves: true },
): Promise<Result<PresenceState, AppError>> {
  const no = forbidden(actor, 'account.own');
  if (no) return fail(no);
  if ('leaves' in said) {
    await leave(store, entry, actor.person, said.tab);
    return ok({ others: [], current: { revision: null, state: null } });
  }
  const found = await recordHeartbeat(store, entry, actor.person, said);
  return found ? ok(found) : fail({ code: 'not-found', what: `Entry ${entry}` });
}
