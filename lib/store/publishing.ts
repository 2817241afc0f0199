import { type DayOrder, withEvent } from '../domain/day-order.ts';
import type { Publish } from '../domain/entry/approve.ts';
import type { OpenProposal } from '../domain/entry/proposal.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { freeSlug, slugOf } from '../domain/slug.ts';
import { eventPath } from '../layout/paths.ts';
import { titleOf } from '../layout/title.ts';
import { dayLogged, eventLogged, raised, TOLD } from './change-log.ts';
import { newDayOrder } from './day-writing.ts';
import { Prisma } from './generated/client.ts';
import type { Standing } from './standing.ts';
import { TakeBack, type Transaction } from './transaction.ts';

/**
 * Makes an approved text the published one, inside `tx`: closes the proposal where it still stands at
 * its version, gives a first publication its path and its place at the end of the day, a withdrawn page that comes
 * back its place alone, and records who approved which content. Takes the transaction back where the proposal or the published revision moved.
 */
export async function publish(tx: Transaction, actor: Actor, standing: Standing, proposal: OpenProposal, text: RevisionText, move: Publish): Promise<{ path: string }> {
  await closeProposal(tx, actor, proposal);
  const first = standing.published ? undefined : await lockDay(tx, text);
  const path = standing.path ?? first?.path;
  if (path === undefined) throw new Error(`Event ${standing.event} is published without a path.`);
  const listed = first ? Prisma.sql`, ${newDayOrder(actor, text.day, withEvent(first.order, standing.event))}, ${dayLogged(text.day)}` : Prisma.empty;
  const page = { event: standing.event, path, day: text.day };
  await tx.$queryRaw`
    WITH ${raised(first ? 2 : 1)},
    live AS (UPDATE event SET day = ${text.day}::date, title = ${titleOf(text.topic, text.headline)}, path = ${path}, slug = ${slugIn(path)},
      published_revision_id = ${move.revision}, published_at = state.at, withdrawn_at = NULL, redirect_to = NULL FROM state WHERE id = ${standing.event}),
    published AS (INSERT INTO publication (event_id, revision_id, proposal_id, hash, path, approved_by, channel, at)
      SELECT ${standing.event}, ${move.revision}, ${proposal.id}, ${move.hash}, ${path}, ${actor.person}, ${actor.channel}::channel, at FROM state RETURNING id),
    ${eventLogged(first ? 'published' : 'updated', page, Prisma.sql`SELECT id FROM published`, first ? 1 : 0)},
    fact AS (INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, detail)
      SELECT ${actor.person}, ${actor.channel}::channel, 'approve', ${standing.event}, ${proposal.id},
        jsonb_build_object('revision', ${move.revision}::int, 'hash', ${move.hash}::text, 'publication', id) FROM published)
    ${listed}
    ${TOLD}`;
  return { path };
}

/** Closes the proposal, then locks its event: saves take the two in the same order. */
export async function closeProposal(tx: Transaction, actor: Actor, proposal: OpenProposal): Promise<void> {
  const [event] = await tx.$queryRaw<{ published: number | null }[]>`
    WITH closed AS (UPDATE proposal SET state = 'approved', decided_by = ${actor.person}, decided_at = now(), updated_at = now(), version = version + 1
      WHERE id = ${proposal.id} AND version = ${proposal.version} AND state = 'in_review' RETURNING event_id)
    SELECT published_revision_id AS published FROM event WHERE id = (SELECT event_id FROM closed) FOR UPDATE`;
  if (!event) throw new TakeBack({ code: 'wrong-state', verb: 'approved', state: 'no longer as you saw it' } as const);
  if ((event.published ?? undefined) !== proposal.base) throw new TakeBack({ code: 'stale-base' } as const);
}

/**
 * Locks the day of a first publication, and reads what it needs there: a path that is free, and the order that it joins.
 * Under the lock two entries never take the same path or lose each other's place.
 */
async function lockDay(tx: Transaction, text: RevisionText): Promise<{ path: string; order: DayOrder }> {
  await tx.$executeRaw`INSERT INTO day (day) VALUES (${text.day}::date) ON CONFLICT (day) DO UPDATE SET version = day.version`;
  const [row] = await tx.$queryRaw<{ slugs: string[]; entries: DayOrder['entries'] | null; kept: DayOrder['kept'] | null }[]>`
    SELECT ARRAY(SELECT lower(slug) FROM event WHERE day = ${text.day}::date AND slug IS NOT NULL) AS slugs, o.entries, o.kept
      FROM day d LEFT JOIN day_order o ON o.id = d.order_id WHERE d.day = ${text.day}::date`;
  const taken = new Set(row?.slugs);
  const slug = freeSlug(slugOf(text.headline), (candidate) => taken.has(candidate));
  return { path: eventPath(text.day, slug), order: { entries: row?.entries ?? [], kept: row?.kept ?? {} } };
}

function slugIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
}
