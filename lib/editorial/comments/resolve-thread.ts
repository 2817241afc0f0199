import type { AppError } from '../../kernel/app-error.ts';
import { setResolved } from '../../kernel/newsroom/thread.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { transact } from '../../platform/database/transaction.ts';
import { markThread, readThread } from './comments.ts';

/** Settles a thread of comments, or opens it again. */
export async function resolveThread(
  store: Store,
  actor: Actor,
  id: number,
  to: 'resolved' | 'open',
): Promise<Result<{ thread: number; resolved: boolean }, AppError>> {
  const no = forbidden(actor, 'comment.write');
  if (no) return fail(no);
  return transact(store, async (db) => {
    const thread = await readThread(db, id);
    if (!thread) return fail({ code: 'not-found', what: `Thread ${id}` });
    const decision = setResolved(thread, to);
    if (!decision.ok) return decision;
    const { resolved } = decision.value;
    return (await markThread(db, actor, id, resolved))
      ? ok({ thread: id, resolved })
      : fail({ code: 'thread-resolved', resolved });
  });
}
