import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import type { Refusal } from '../../../kernel/refusals.ts';
import { ok, type Result, refuse } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { transact } from '../../../platform/database/transaction.ts';
import type { DismissedSuggestion } from '../rules/refusal.ts';
import { setRefused } from '../store/refused.ts';

type Answer = DismissedSuggestion & { refused: boolean };

/**
 * Remembers that a proposal does not fit an entry, so that it does not come back; or takes that back. Doing it again
 * changes nothing.
 */
export async function refuseSuggestion(
  store: Store,
  actor: Actor,
  suggestion: DismissedSuggestion,
  refused: boolean,
): Promise<Result<Answer, Refusal>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return refuse(no);
  const { entry, kind, subject } = suggestion;
  if (kind !== 'context' && subject === entry)
    return refuse({ code: 'invalid', fields: [{ field: 'subject', message: 'is the entry itself.' }] });
  return transact(store, async (db) => {
    const known = await setRefused(db, actor, suggestion, refused);
    if (!known.entry) return refuse({ code: 'not-found', what: `Entry ${entry}` });
    if (!known.subject)
      return refuse({ code: 'not-found', what: kind === 'context' ? `Context ${subject}` : `Entry ${subject}` });
    return ok({ ...suggestion, refused });
  });
}
