import type { EventId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { setFollowing } from '../store/notices.ts';
import { inTransaction } from '../store/transaction.ts';

/** Tells whoever asks, from now on or no longer, what happens to an entry. Doing it again changes nothing. */
export async function followEntry(
  store: Store,
  actor: Actor,
  event: EventId,
  following: boolean,
): Promise<Result<{ event: EventId; following: boolean }, Refusal>> {
  const no = forbidden(actor, 'account.own');
  if (no) return refuse(no);
  const known = await inTransaction(store, (tx) => setFollowing(tx, actor.person, event, following));
  return known ? ok({ event, following }) : refuse({ code: 'not-found', what: `Entry ${event}` });
}
