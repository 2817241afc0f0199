import type { AppError } from '../../kernel/app-error.ts';
import type { EntryId } from '../../kernel/ids.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { setFollowing } from '../store/notices.ts';

/** Tells whoever asks, from now on or no longer, what happens to an entry. Doing it again changes nothing. */
export async function followEntry(
  store: Store,
  actor: Actor,
  entry: EntryId,
  following: boolean,
): Promise<Result<{ entry: EntryId; following: boolean }, AppError>> {
  const no = forbidden(actor, 'account.own');
  if (no) return fail(no);
  const known = await inTransaction(store, (tx) => setFollowing(tx, actor.person, entry, following));
  return known ? ok({ entry, following }) : fail({ code: 'not-found', what: `Entry ${entry}` });
}
