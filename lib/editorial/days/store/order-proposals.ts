import { recordEvents } from '../../../audit/store/audit.ts';
import type { Day } from '../../../kernel/day.ts';
import type { NamedPerson } from '../../../kernel/named-person.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { AnyDatabase, Transaction } from '../../../platform/database/transaction.ts';
import type { OrderProposal } from '../rules/day-order-proposal.ts';

/** Puts another order of a day before the reviewers, instead of an earlier one of the same person. Returns its id. */
export async function addOrderProposal(
  tx: Transaction,
  actor: Actor,
  day: Day,
  places: readonly string[],
): Promise<number> {
  await tx.$executeRaw`
    UPDATE day_order_proposal SET state = 'discarded', decided_by = ${actor.person}, decided_at = now(), reason = 'A newer one replaced it.'
     WHERE day = ${day}::date AND author_id = ${actor.person} AND state = 'in_review'`;
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO day_order_proposal (day, places, author_id, hands) VALUES (${day}::date, ${places}::text[], ${actor.person}, ${actor.hands ?? []}::int[]) RETURNING id`;
  if (!row) throw new Error(`The order of ${day} was not stored.`);
  await recordEvents(tx, actor, { type: 'propose-order', payload: { day, proposal: row.id } });
  return row.id;
}

/** A proposed order, locked until the commit; undefined where there is none. */
export async function lockOrderProposal(tx: Transaction, id: number): Promise<OrderProposal | undefined> {
  const [row] = await tx.$queryRaw<OrderProposal[]>`
    SELECT id, day::text AS day, places, state::text AS state, author_id AS author, hands FROM day_order_proposal WHERE id = ${id} FOR UPDATE`;
  return row;
}

type Decision = {
  to: 'approved' | 'discarded';
  event: 'approve-order' | 'discard-order';
  reason?: string | undefined;
  notes?: { ownWork?: true };
};

/** Closes a proposed order. */
export async function closeOrderProposal(
  tx: Transaction,
  actor: Actor,
  { id, day, author }: OrderProposal,
  { to, event, reason, notes }: Decision,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE day_order_proposal SET state = ${to}::order_proposal_state, decided_by = ${actor.person}, decided_at = now(), reason = ${reason ?? null} WHERE id = ${id}`;
  await recordEvents(tx, actor, { type: event, reason, payload: { day, proposal: id, askedBy: author, ...notes } });
}

/** A proposed order as it is read, whatever became of it. */
export type OrderProposalRow = Pick<OrderProposal, 'id' | 'day' | 'places' | 'state'> & {
  author: NamedPerson;
  submittedAt: Date;
  decidedBy: NamedPerson | null;
  reason: string | null;
};

/** One proposed order; undefined where there is none. */
export async function readOrderProposal(
  { prisma }: Pick<AnyDatabase, 'prisma'>,
  id: number,
): Promise<OrderProposalRow | undefined> {
  const [row] = await prisma.$queryRaw<OrderProposalRow[]>`
    SELECT p.id, p.day::text AS day, p.places, p.state::text AS state, jsonb_build_object('id', a.id, 'name', a.name) AS author, p.at AS "submittedAt",
           CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'name', d.name) END AS "decidedBy", p.reason
      FROM day_order_proposal p JOIN person a ON a.id = p.author_id LEFT JOIN person d ON d.id = p.decided_by WHERE p.id = ${id}`;
  return row;
}

/** The orders of a day that wait for a reviewer, longest first. */
export async function waitingOrders(
  { prisma }: Pick<AnyDatabase, 'prisma'>,
  day: Day,
): Promise<{ id: number; author: NamedPerson }[]> {
  return prisma.$queryRaw`
    SELECT p.id, jsonb_build_object('id', a.id, 'name', a.name) AS author
      FROM day_order_proposal p JOIN person a ON a.id = p.author_id WHERE p.day = ${day}::date AND p.state = 'in_review' ORDER BY p.at, p.id`;
}
