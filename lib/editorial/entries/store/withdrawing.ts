import { recordEvents } from '../../../audit/store/audit.ts';
import { logging, told } from '../../../audit/store/change-log.ts';
import type { Day } from '../../../kernel/day.ts';
import type { EventId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import { type DayOrder, withoutEvent } from '../../../kernel/newsroom/day-order.ts';
import type { Absorbed, OpenProposal } from '../../../kernel/newsroom/proposal.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Refusal } from '../../../kernel/refusals.ts';
import { OPEN } from '../../../platform/database/open-proposals.ts';
import { dayOrderFromRow } from '../../../platform/database/rows.ts';
import { TakeBack, type Transaction } from '../../../platform/database/transaction.ts';
import { writeOrders } from '../../days/store/day-writing.ts';
import type { NewOrder } from '../../published/page-place.ts';
import type { ApprovalNotes, TakeAway } from '../rules/approve.ts';
import { closeProposal } from './publishing.ts';
import type { Standing } from './standing.ts';

/**
 * Takes a published page away, inside `tx`: closes the proposal where it still stands at its version, leaves the event
 * its path and its history, takes it off its day's list and records who approved that. Other texts that name it keep
 * naming
 * it; their pages leave it out. Takes the transaction back where something moved, the page readers are sent to
 * included.
 */
export async function takeAway(
  tx: Transaction,
  actor: Actor,
  standing: Standing,
  proposal: OpenProposal,
  move: TakeAway,
  notes: Omit<ApprovalNotes, 'hands'> = {},
): Promise<{ path: string }> {
  const { event, day, path } = standing;
  if (path === undefined) throw new Error(`Event ${event} is published without a path.`);
  await closeProposal(tx, actor, proposal);
  const redirect = move.redirect === undefined ? undefined : await lockTarget(tx, move.redirect);
  const order = withoutEvent(await lockOrder(tx, day), event);
  const orders = order ? [{ day, order }] : [];
  const sentOn = move.redirect === undefined ? {} : { redirectTo: move.redirect };
  const payload = { ...notes, revision: move.revision, hash: move.hash, ...sentOn };
  await recordEvents(tx, actor, { type: 'withdraw', entry: event, proposal: proposal.id, payload });
  await logGone(tx, actor, { event, path, day, redirect }, move.redirect ?? null, orders);
  return { path };
}

/** A published page that is about to go into another one: held, with its day, until the commit. */
export type Held = { event: EventId; revision: RevisionId; path: string; day: Day };

/**
 * Holds the entry that a proposal takes in, and its day. Takes the transaction back where it is not as it was united
 * any more, or somebody works on it. To be called before anything is published, so that days are locked before the
 * archive's state.
 */
export async function holdAbsorbed(tx: Transaction, { event, revision }: Absorbed): Promise<Held> {
  const [row] = await tx.$queryRaw<{ path: string; day: Day }[]>`
    SELECT path, day::text AS day FROM event WHERE id = ${event} AND published_revision_id = ${revision}
      AND NOT EXISTS (SELECT FROM proposal p WHERE p.event_id = event.id AND p.state IN ${OPEN}) FOR UPDATE`;
  if (!row) throw new TakeBack<Refusal>({ code: 'absorbed-moved' });
  await tx.$queryRaw`SELECT day::text FROM day WHERE day = ${row.day}::date FOR UPDATE`;
  return { event, revision, ...row };
}

/**
 * Takes the page away that went into `into`, whose page is at `path`: its readers are sent there, and so is whoever is
 * named it by other pages.
 */
export async function takeAwayAbsorbed(
  tx: Transaction,
  actor: Actor,
  gone: Held,
  into: { event: EventId; path: string; proposal: number },
): Promise<void> {
  const order = withoutEvent(await lockOrder(tx, gone.day), gone.event);
  const orders = order ? [{ day: gone.day, order }] : [];
  // It is a withdrawal like any other, asked for with the merge: whatever reads or undoes one finds what it needs.
  const [asked] = await tx.$queryRaw<{ proposal: ProposalId; reason: string }[]>`
    INSERT INTO proposal (event_id, state, revision_id, base_revision_id, opened_by, opened_at, submitted_at, decided_by, decided_at, withdraws, withdrawal_reason, redirect_to)
      SELECT ${gone.event}, 'approved', ${gone.revision}, ${gone.revision}, p.opened_by, p.opened_at, p.submitted_at, ${actor.person}, now(), true, 'Merged into “' || e.title || '”.', e.id
        FROM proposal p JOIN event e ON e.id = p.event_id WHERE p.id = ${into.proposal} RETURNING id AS proposal, withdrawal_reason AS reason`;
  if (!asked) throw new Error(`Proposal ${into.proposal} is gone.`);
  const payload = { revision: gone.revision, redirectTo: into.event, mergedInto: into.event, by: into.proposal };
  await recordEvents(tx, actor, { type: 'withdraw', entry: gone.event, ...asked, payload });
  await logGone(
    tx,
    actor,
    { event: gone.event, path: gone.path, day: gone.day, redirect: into.path },
    into.event,
    orders,
  );
}

/**
 * Takes a page out of what readers see and logs that; `redirect` is the path where readers are sent, `to` its event.
 */
async function logGone(
  tx: Transaction,
  actor: Actor,
  page: { event: EventId; path: string; day: Day; redirect: string | undefined },
  to: EventId | null,
  orders: readonly NewOrder[],
): Promise<void> {
  const dayChanges = await writeOrders(tx, actor, orders);
  await told(
    logging(tx, [{ kind: 'withdrawn', ...page }, ...dayChanges]).with('gone', (part) =>
      part
        .updateTable('event')
        .from('state')
        .set((eb) => ({ published_revision_id: null, withdrawn_at: eb.ref('state.at'), redirect_to: to }))
        .where('event.id', '=', page.event),
    ),
  );
}

/**
 * The page that readers are sent to, held so that it is not withdrawn in the same moment: a page never leads to itself
 * in a circle.
 */
async function lockTarget(tx: Transaction, target: EventId): Promise<string> {
  const [row] = await tx.$queryRaw<
    { path: string }[]
  >`SELECT path FROM event WHERE id = ${target} AND published_revision_id IS NOT NULL FOR SHARE`;
  if (row) return row.path;
  const message = 'is not published any more, so readers would find nothing there. Send the proposal back.';
  throw new TakeBack<Refusal>({ code: 'invalid', fields: [{ field: 'redirectTo', message }] });
}

/** The day's order, with the day locked until the commit; the empty one where it has none. */
async function lockOrder(tx: Transaction, day: Day): Promise<DayOrder> {
  await tx.$queryRaw`SELECT day::text FROM day WHERE day = ${day}::date FOR UPDATE`;
  const [row] = await tx.$queryRaw<Parameters<typeof dayOrderFromRow>[0][]>`
    SELECT o.entries, o.kept FROM day d JOIN day_order o ON o.id = d.order_id WHERE d.day = ${day}::date`;
  return dayOrderFromRow(row);
}
