import { type AskedWithdrawal, type WithdrawalOpened, withdraw } from '../domain/entry/withdraw.ts';
import type { EventId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { openWithdrawal } from '../store/entry-writing.ts';
import { readStanding } from '../store/standing.ts';
import type { Moved } from './move-proposal.ts';

/** Asks that a published page be taken away, and puts that before the reviewers at once. Approving it is `approveEntry`. */
export async function withdrawEntry(store: Store, actor: Actor, event: EventId, asked: AskedWithdrawal): Promise<Result<Moved, Refusal>> {
  const no = forbidden(actor, 'entry.withdraw');
  if (no) return refuse(no);
  const decision = await decide(store, event, asked);
  if (!decision.ok) return decision;
  if (await openWithdrawal(store, actor, event, decision.value)) return ok({ event, state: decision.value.state });
  const now = await decide(store, event, asked);
  return now.ok ? refuse({ code: 'stale-save' }) : now;
}

async function decide(store: Store, event: EventId, asked: AskedWithdrawal): Promise<Result<WithdrawalOpened, Refusal>> {
  const standing = await readStanding(store, event);
  if (!standing) return refuse({ code: 'not-found', what: `Entry ${event}` });
  const target = asked.redirectTo === undefined ? undefined : await readStanding(store, asked.redirectTo);
  return withdraw({ id: event, stands: standing.stands, proposal: standing.proposal }, asked, target?.stands);
}
