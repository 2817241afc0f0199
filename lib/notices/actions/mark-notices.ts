import type { AppError } from '../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { type MarkRequest, markNotices } from '../store/notices.ts';

/** Marks notices of whoever asks as read or unread; those of others do not change. */
export async function markOwnNotices(
  store: Store,
  actor: Actor,
  marking: MarkRequest,
): Promise<Result<{ markedAt: string; changed: number }, AppError>> {
  const no = forbidden(actor, 'account.own');
  return no ? fail(no) : ok(await markNotices(store, actor.person, marking));
}
