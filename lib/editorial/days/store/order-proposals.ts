import { jsonBuildObject } from 'kysely/helpers/postgres';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { Day } from '../../../kernel/day.ts';
import type { NamedPerson } from '../../../kernel/named-person.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { asDay, list, literal, now, orNull, storedDay } from '../../../platform/database/sql-values.ts';
import type { AnyDatabase, Transaction } from '../../../platform/database/transaction.ts';
import type { OrderProposal } from '../rules/day-order-proposal.ts';

/** Puts another order of a day before the reviewers, instead of an earlier one of the same person. Returns its id. */
export async function addOrderProposal(
  tx: Transaction,
  actor: Actor,
  day: Day,
  places: readonly string[],
): Promise<number> {
  const db = kysely(tx);
  await db
    .updateTable('day_order_proposal')
    .set({ state: 'discarded', decided_by: actor.person, decided_at: now, reason: 'A newer one replaced it.' })
    .where('day', '=', storedDay(day))
    .where('author_id', '=', actor.person)
    .where('state', '=', literal('in_review'))
    .execute();
  const { id } = await db
    .insertInto('day_order_proposal')
    .values({
      day: storedDay(day),
      places: list.texts(places),
      author_id: actor.person,
      hands: list.ints(actor.hands ?? []),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await recordEvents(tx, actor, { type: 'propose-order', payload: { day, proposal: id } });
  return id;
}

/** A proposed order, locked until the commit; undefined where there is none. */
export async function lockOrderProposal(tx: Transaction, id: number): Promise<OrderProposal | undefined> {
  return kysely(tx)
    .selectFrom('day_order_proposal')
    .select((eb) => ['id', asDay(eb.ref('day')).as('day'), 'places', 'state', 'author_id as author', 'hands'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
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
  await kysely(tx)
    .updateTable('day_order_proposal')
    .set({ state: to, decided_by: actor.person, decided_at: now, reason: reason ?? null })
    .where('id', '=', id)
    .execute();
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
  return kysely(prisma)
    .selectFrom('day_order_proposal as p')
    .innerJoin('person as a', 'a.id', 'p.author_id')
    .leftJoin('person as d', 'd.id', 'p.decided_by')
    .select((eb) => [
      'p.id',
      asDay(eb.ref('p.day')).as('day'),
      'p.places',
      'p.state',
      jsonBuildObject({ id: eb.ref('a.id'), name: eb.ref('a.name') }).as('author'),
      'p.at as submittedAt',
      orNull(eb.ref('d.id'), jsonBuildObject({ id: eb.ref('d.id').$notNull(), name: eb.ref('d.name').$notNull() })).as(
        'decidedBy',
      ),
      'p.reason',
    ])
    .where('p.id', '=', id)
    .executeTakeFirst();
}

/** The orders of a day that wait for a reviewer, longest first. */
export async function waitingOrders(
  { prisma }: Pick<AnyDatabase, 'prisma'>,
  day: Day,
): Promise<{ id: number; author: NamedPerson }[]> {
  return kysely(prisma)
    .selectFrom('day_order_proposal as p')
    .innerJoin('person as a', 'a.id', 'p.author_id')
    .select((eb) => ['p.id', jsonBuildObject({ id: eb.ref('a.id'), name: eb.ref('a.name') }).as('author')])
    .where('p.day', '=', storedDay(day))
    .where('p.state', '=', literal('in_review'))
    .orderBy('p.at')
    .orderBy('p.id')
    .execute();
}
