import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import type { DismissedSuggestion } from '../rules/dismissal.ts';
import { setDismissed } from '../store/dismissals.ts';

type Dismissal = DismissedSuggestion & { dismissed: boolean };

/**
 * Remembers that a proposal does not fit an entry, so that it does not come back; or takes that back. Doing it again
 * changes nothing.
 */
export async function dismissSuggestion(
  store: Store,
  actor: Actor,
  suggestion: DismissedSuggestion,
  dismissed: boolean,
): Promise<Result<Dismissal, AppError>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return fail(no);
  const { entry, kind, subject } = suggestion;
  if (kind !== 'context' && subject === entry)
    return fail({ code: 'invalid', fields: [{ field: 'subject', message: 'is the entry itself.' }] });
  return transact(store, async (db) => {
    const known = await setDismissed(db, actor, suggestion, dismissed);
    if (!known.entry) return fail({ code: 'not-found', what: `Entry ${entry}` });
    if (!known.subject)
      return fail({ code: 'not-found', what: kind === 'context' ? `Context ${subject}` : `Entry ${subject}` });
    return ok({ ...suggestion, dismissed });
  });
}
