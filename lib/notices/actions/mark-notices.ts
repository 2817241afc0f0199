import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import type { Refusal } from '../../kernel/refusals.ts';
import { ok, type Result, refuse } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { type Marking, markNotices } from '../store/notices.ts';

/** Marks notices of whoever asks as read or unread; those of others do not change. */
export async function markOwnNotices(
  store: Store,
  actor: Actor,
  marking: Marking,
): Promise<Result<{ markedAt: string; changed: number }, Refusal>> {
  const no = forbidden(actor, 'account.own');
  return no ? refuse(no) : ok(await markNotices(store, actor.person, marking));
}
