import type { Publish } from '../domain/entry/approve.ts';
import type { OpenProposal } from '../domain/entry/proposal.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { titleOf } from '../layout/title.ts';
import { eventLogged, raised, TOLD, withdrawalLogged } from './change-log.ts';
import { newDayOrders } from './day-writing.ts';
import { Prisma } from './generated/client.ts';
import { lockPlace, slugIn } from './page-place.ts';
import { UNSCHEDULED } from './proposal-columns.ts';
import type { Standing } from './standing.ts';
import { TakeBack, type Transaction } from './transaction.ts';

/**
 * Makes an approved text the published one, inside `tx`: closes the proposal where it still stands at
 * its version, gives the page its path and its place on its day, and records who approved which content. A page that had
 * another day leaves that one, and its address sends readers on from then on. Takes the transaction back where the proposal or
 * the published revision moved.
 */
export async function publish(
  tx: Transaction,
  actor: Actor,
  standing: Standing,
  proposal: OpenProposal,
  text: RevisionText,
  move: Publish,
  detail: object = {},
): Promise<{ path: string }> {
  await closeProposal(tx, actor, proposal);
  const { event, stands } = standing;
  const place = await lockPlace(tx, { event, path: standing.path, live: stands.state === 'published' }, text);
  const { path, left, orders } = place;
  const kind = stands.state === 'published' && !left ? 'updated' : 'published';
  // Readers never saw the address of a draft, so they do not have to hear that it is another one now.
  const seen = stands.state === 'unpublished' ? undefined : left;
  await tx.$queryRaw`
    WITH ${raised(1 + (seen ? 1 : 0) + orders.length)},
    live AS (UPDATE event SET day = ${text.day}::date, title = ${titleOf(text.topic, text.headline)}, path = ${path}, slug = ${slugIn(path)},
      published_revision_id = ${move.revision}, published_at = state.at, withdrawn_at = NULL, redirect_to = NULL FROM state WHERE id = ${event}),
    published AS (INSERT INTO publication (event_id, revision_id, proposal_id, hash, path, approved_by, channel, at)
      SELECT ${event}, ${move.revision}, ${proposal.id}, ${move.hash}, ${path}, ${actor.person}, ${actor.channel}::channel, at FROM state RETURNING id),
    ${seen ? Prisma.sql`${withdrawalLogged({ event, path: seen.path, day: seen.day, redirect: path }, orders.length + 1)},` : Prisma.empty}
    ${eventLogged(kind, { event, path, day: text.day }, Prisma.sql`SELECT id FROM published`, orders.length)},
    ${left ? Prisma.sql`${addressesChanged(event, left.path, path)},` : Prisma.empty}
    fact AS (INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, detail)
      SELECT ${actor.person}, ${actor.channel}::channel, 'approve', ${event}, ${proposal.id},
        jsonb_build_object('revision', ${move.revision}::int, 'hash', ${move.hash}::text, 'publication', id)
          || ${JSON.stringify({ ...detail, ...(left ? { from: left.path, path } : {}) })}::jsonb FROM published)
    ${newDayOrders(actor, orders)}
    ${TOLD}`;
  return { path };
}

/** A page's earlier address keeps belonging to it; one that it goes back to is its own again. */
function addressesChanged(event: EventId, from: string, to: string): Prisma.Sql {
  return Prisma.sql`kept AS (INSERT INTO former_path (path, event_id, at) SELECT ${from}, ${event}::int, at FROM state),
    taken_back AS (DELETE FROM former_path WHERE path = ${to} AND event_id = ${event}::int)`;
}

/** Closes the proposal, then locks its event: saves take the two in the same order. */
export async function closeProposal(tx: Transaction, actor: Actor, proposal: OpenProposal): Promise<void> {
  const [event] = await tx.$queryRaw<{ published: number | null }[]>`
    WITH closed AS (UPDATE proposal SET state = 'approved', decided_by = ${actor.person}, decided_at = now(), updated_at = now(), version = version + 1, ${UNSCHEDULED}
      WHERE id = ${proposal.id} AND version = ${proposal.version} AND state = 'in_review' RETURNING event_id)
    SELECT published_revision_id AS published FROM event WHERE id = (SELECT event_id FROM closed) FOR UPDATE`;
  if (!event) throw new TakeBack({ code: 'wrong-state', verb: 'approved', state: 'no longer as you saw it' } as const);
  if ((event.published ?? undefined) !== proposal.base) throw new TakeBack({ code: 'stale-base' } as const);
}
