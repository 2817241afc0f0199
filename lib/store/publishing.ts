import type { Day } from '../domain/day.ts';
import { type DayOrder, withEvent } from '../domain/day-order.ts';
import type { Publish } from '../domain/entry/approve.ts';
import type { OpenProposal } from '../domain/entry/proposal.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { freeSlug, slugOf } from '../domain/slug.ts';
import { eventPath } from '../layout/paths.ts';
import { titleOf } from '../layout/title.ts';
import { writeDayOrder } from './day-writing.ts';
import type { Standing } from './standing.ts';
import { TakeBack, type Transaction } from './transaction.ts';

/**
 * Makes an approved text the published one, inside `tx`: closes the proposal where it still stands at
 * its version, gives a first publication its path and its place at the end of the day, and records
 * who approved which content. Takes the transaction back where the proposal or the published revision moved.
 */
export async function publish(tx: Transaction, actor: Actor, standing: Standing, proposal: OpenProposal, text: RevisionText, move: Publish): Promise<{ path: string }> {
  await closeProposal(tx, actor, proposal);
  await lockPublished(tx, proposal);
  const path = standing.path ?? (await firstPath(tx, text));
  const title = titleOf(text.topic, text.headline);
  await tx.$executeRaw`
    UPDATE event SET day = ${text.day}::date, title = ${title}, path = ${path}, slug = ${slugIn(path)},
      published_revision_id = ${move.revision}, published_at = now() WHERE id = ${standing.event}`;
  await tx.$executeRaw`
    WITH published AS (INSERT INTO publication (event_id, revision_id, proposal_id, hash, approved_by, channel)
      VALUES (${standing.event}, ${move.revision}, ${proposal.id}, ${move.hash}, ${actor.person}, ${actor.channel}::channel) RETURNING id)
    INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, detail)
    SELECT ${actor.person}, ${actor.channel}::channel, 'approve', ${standing.event}, ${proposal.id},
      jsonb_build_object('revision', ${move.revision}::int, 'hash', ${move.hash}::text, 'publication', id) FROM published`;
  if (!standing.published) await listOnDay(tx, actor, text.day, standing.event);
  await touchArchive(tx);
  return { path };
}

/** Raises the archive's version: an export has something to do. Last in a transaction, so that others wait only for its commit. */
export async function touchArchive(tx: Transaction): Promise<void> {
  await tx.$executeRaw`UPDATE archive_state SET version = version + 1`;
}

async function closeProposal(tx: Transaction, actor: Actor, proposal: OpenProposal): Promise<void> {
  const closed = await tx.$executeRaw`
    UPDATE proposal SET state = 'approved', decided_by = ${actor.person}, decided_at = now(), updated_at = now(), version = version + 1
     WHERE id = ${proposal.id} AND version = ${proposal.version} AND state = 'in_review'`;
  if (closed !== 1) throw new TakeBack({ code: 'wrong-state', verb: 'approved', state: 'no longer as you saw it' } as const);
}

async function lockPublished(tx: Transaction, proposal: OpenProposal): Promise<void> {
  const [row] = await tx.$queryRaw<{ published: number | null }[]>`SELECT published_revision_id AS published FROM event WHERE id = ${proposal.event} FOR UPDATE`;
  if ((row?.published ?? undefined) !== proposal.base) throw new TakeBack({ code: 'stale-base' } as const);
}

/** The path of a first publication. The day's row is locked, so two entries never take the same slug. */
async function firstPath(tx: Transaction, text: RevisionText): Promise<string> {
  await lockDay(tx, text.day);
  const taken = await tx.$queryRaw<{ slug: string }[]>`SELECT slug FROM event WHERE day = ${text.day}::date AND slug IS NOT NULL`;
  const slugs = new Set(taken.map((row) => row.slug.toLowerCase()));
  return eventPath(
    text.day,
    freeSlug(slugOf(text.headline), (slug) => slugs.has(slug)),
  );
}

async function listOnDay(tx: Transaction, actor: Actor, day: Day, event: EventId): Promise<void> {
  await lockDay(tx, day);
  const [row] = await tx.$queryRaw<DayOrder[]>`SELECT o.entries, o.kept FROM day d JOIN day_order o ON o.id = d.order_id WHERE d.day = ${day}::date`;
  await writeDayOrder(tx, actor, day, withEvent(row ?? { entries: [], kept: {} }, event));
}

async function lockDay(tx: Transaction, day: Day): Promise<void> {
  await tx.$executeRaw`INSERT INTO day (day) VALUES (${day}::date) ON CONFLICT (day) DO UPDATE SET version = day.version`;
}

function slugIn(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.md'.length);
}
