import type { EntryId } from '../../kernel/ids.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { setFollowing } from '../store/notices.ts';

/** Tells whoever asks, from now on or no longer, what happens to an entry. Doing it again changes nothing. */
export async function followEntry(
  store: Store,
  actor: Actor,
  entry: EntryId,
  following: boolean,
): Promise<Result<{ entry: EntryId; following: boolean }, Refusal>> {
  const no = forbidden(actor, 'account.own');
  if (no) return refuse(no);
  const known = await inTransaction(store, (tx) => setFollowing(tx, actor.person, entry, following));
  return known ? ok({ entry, following }) : refuse({ code: 'not-found', what: `Entry ${entry}` });
}
