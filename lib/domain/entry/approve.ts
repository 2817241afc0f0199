import type { EventId, PersonId, RevisionId } from '../ids.ts';
import type { Refusal } from '../refusals.ts';
import { ok, type Result, refuse } from '../result.ts';
import { type Proposal, STATE_NAMES } from './proposal.ts';

/** What the reviewer had on the screen: the exact content by its hash. */
export type Seen = { hash: string };

/** The text becomes what readers see. */
export type Publish = { state: 'approved'; does: 'publish'; revision: RevisionId; hash: string };

/** The page that shows this text goes. */
export type TakeAway = { state: 'approved'; does: 'take-away'; revision: RevisionId; hash: string; redirect: EventId | undefined };

/**
 * A reviewer approves exactly what was seen. Refused: whoever wrote any part of it (of a withdrawal: whoever asked for
 * it), a text that changed since, and a proposal whose base is no longer what is published.
 */
export function approve(proposal: Proposal, by: PersonId, seen: Seen, published: RevisionId | undefined): Result<Publish | TakeAway, Refusal> {
  if (proposal.authors.includes(by)) return refuse({ code: 'own-work' });
  if (proposal.state !== 'in_review') return refuse({ code: 'wrong-state', verb: 'approved', state: STATE_NAMES[proposal.state] });
  if (proposal.hash !== seen.hash) return refuse({ code: 'text-changed' });
  if (proposal.base !== published) return refuse({ code: 'stale-base' });
  const { revision, hash } = proposal;
  if (proposal.asks === 'publish') return ok({ state: 'approved', does: 'publish', revision, hash });
  return ok({ state: 'approved', does: 'take-away', revision, hash, redirect: proposal.withdrawal.redirect });
}
