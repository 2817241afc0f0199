import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction, type Transaction } from '../../platform/database/transaction.ts';
import { makeDue, noteArchivedCopy } from '../store/source-checks.ts';

type SourceChange = Result<{ source: number }, AppError>;

/** Has an address checked as soon as its host is free. */
export function checkSourceAgain(store: Store, actor: Actor, source: number): Promise<SourceChange> {
  return changeSource(store, actor, source, async (tx) => {
    const found = await makeDue(tx, source);
    if (found) await recordEvents(tx, actor, { type: 'check-source', payload: { source } });
    return found;
  });
}

/** Notes where an archived copy of a page is, or takes the note away. */
export function noteArchived(store: Store, actor: Actor, source: number, url: string | null): Promise<SourceChange> {
  return changeSource(store, actor, source, async (tx) => {
    const found = await noteArchivedCopy(tx, source, url);
    if (found) await recordEvents(tx, actor, { type: 'note-archived-copy', payload: { source, url } });
    return found;
  });
}

async function changeSource(
  store: Store,
  actor: Actor,
  source: number,
  work: (tx: Transaction) => Promise<boolean>,
): Promise<SourceChange> {
  const no = forbidden(actor, 'entry.write');
  if (no) return fail(no);
  const found = await inTransaction(store, work);
  return found ? ok({ source }) : fail({ code: 'not-found', what: `Address ${source}` });
}
