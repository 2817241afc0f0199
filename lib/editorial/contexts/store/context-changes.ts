import { recordEvents } from '../../../audit/store/audit.ts';
import type { ContextId, PersonId } from '../../../kernel/ids.ts';
import type { NamedPerson } from '../../../kernel/named-person.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { Prisma } from '../../../platform/database/generated/client.ts';
import type { AnyDatabase, Transaction } from '../../../platform/database/transaction.ts';

/** Where a change of names that somebody asked for is. */
type ContextChangeState = 'in_review' | 'changes_requested' | 'approved' | 'discarded';

/** A change of names that was asked for; `asked` is what it does, as its verb reads it. */
export type StoredContextChange = {
  id: number;
  context: ContextId;
  name: string;
  asked: unknown;
  state: ContextChangeState;
  askedBy: NamedPerson;
  /** Who else held what they came in with. */
  hands: PersonId[];
  askedAt: Date;
  decidedBy: NamedPerson | null;
  reason: string | null;
};

const COLUMNS = Prisma.sql`w.id, w.context_id AS context, c.name, w.asked, w.state, w.asked_at AS "askedAt", w.hands, w.reason,
  jsonb_build_object('id', a.id, 'name', a.name) AS "askedBy", CASE WHEN d.id IS NOT NULL THEN jsonb_build_object('id', d.id, 'name', d.name) END AS "decidedBy"
  FROM context_change w JOIN context c ON c.id = w.context_id JOIN person a ON a.id = w.asked_by LEFT JOIN person d ON d.id = w.decided_by`;

/**
 * Puts a change before the reviewers, with the audit event; of one that was sent back the new one takes the place.
 * Undefined where another one of this context waits.
 */
export async function insertContextChange(
  tx: Transaction,
  actor: Actor,
  context: ContextId,
  asked: Readonly<Record<string, unknown>>,
): Promise<number | undefined> {
  await tx.$executeRaw`UPDATE context_change SET state = 'discarded' WHERE context_id = ${context} AND state = 'changes_requested'`;
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO context_change (context_id, asked, asked_by, hands)
      VALUES (${context}, ${JSON.stringify(asked)}::jsonb, ${actor.person}, ${[...(actor.hands ?? [])]}::int[]) ON CONFLICT (context_id) WHERE state = 'in_review' DO NOTHING RETURNING id`;
  if (!row) return undefined;
  await recordEvents(tx, actor, { type: 'ask-context-change', payload: { context, change: row.id, asked } });
  return row.id;
}

/** A change by its id, locked until the commit; undefined where there is none. */
export async function lockContextChange(tx: Transaction, id: number): Promise<StoredContextChange | undefined> {
  const [row] = await tx.$queryRaw<StoredContextChange[]>`SELECT ${COLUMNS} WHERE w.id = ${id} FOR UPDATE OF w`;
  return row;
}

/** The changes of a context, and of those that were merged into it, that wait or were sent back. */
export function openContextChanges(
  { prisma }: Pick<AnyDatabase, 'prisma'>,
  context: ContextId,
): Promise<StoredContextChange[]> {
  return prisma.$queryRaw<StoredContextChange[]>`
    SELECT ${COLUMNS} WHERE w.context_id IN (SELECT id FROM context WHERE id = ${context} OR merged_into = ${context}) AND w.state IN ('in_review', 'changes_requested') ORDER BY w.id`;
}

type Decision = {
  to: Exclude<ContextChangeState, 'in_review'>;
  event: 'approve-context-change' | 'return-context-change' | 'discard-context-change';
  reason?: string | undefined;
};

/** Decides a change that is locked, with the audit event, which names who asked. */
export async function decideContextChange(
  tx: Transaction,
  actor: Actor,
  { id, context, askedBy }: StoredContextChange,
  { to, event, reason }: Decision,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE context_change SET state = ${to}, decided_by = ${actor.person}, decided_at = now(), reason = ${reason ?? null} WHERE id = ${id}`;
  await recordEvents(tx, actor, { type: event, reason, payload: { context, change: id, askedBy: askedBy.id } });
}
