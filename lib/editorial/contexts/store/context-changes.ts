import { jsonBuildObject } from 'kysely/helpers/postgres';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { kysely, type Runner } from '../../../platform/database/kysely.ts';
import { json, literal, now, orNull } from '../../../platform/database/sql-values.ts';
import type { AnyDatabase, Transaction } from '../../../platform/database/transaction.ts';
import type { ContextChangeState } from '../rules/change-state.ts';

/** A change of names that was asked for; `asked` is what it does, as its action reads it. */
export type StoredContextChange = NonNullable<Awaited<ReturnType<typeof lockContextChange>>>;

const OPEN: readonly ContextChangeState[] = ['in_review', 'changes_requested'];

function changes(runner: Runner) {
  return kysely(runner)
    .selectFrom('context_change as w')
    .innerJoin('context as c', 'c.id', 'w.context_id')
    .innerJoin('person as a', 'a.id', 'w.asked_by')
    .leftJoin('person as d', 'd.id', 'w.decided_by')
    .select(['w.id', 'w.context_id as context', 'c.name', 'w.asked', 'w.state', 'w.asked_at as askedAt', 'w.hands'])
    .select((eb) => {
      const decider = jsonBuildObject({ id: eb.ref('d.id').$notNull(), name: eb.ref('d.name').$notNull() });
      return [
        'w.reason',
        jsonBuildObject({ id: eb.ref('a.id'), name: eb.ref('a.name') }).as('askedBy'),
        orNull(eb.ref('d.id'), decider).as('decidedBy'),
      ];
    });
}

/**
 * Puts a change before the reviewers, with the audit event; of one that was returned for changes the new one takes the
 * place. Undefined where another one of this context waits.
 */
export async function insertContextChange(
  tx: Transaction,
  actor: Actor,
  context: ContextId,
  asked: Readonly<Record<string, unknown>>,
): Promise<number | undefined> {
  const db = kysely(tx);
  await db
    .updateTable('context_change')
    .set({ state: 'discarded' })
    .where('context_id', '=', context)
    .where('state', '=', 'changes_requested')
    .execute();
  const row = await db
    .insertInto('context_change')
    .values({
      context_id: context,
      asked: json(asked),
      asked_by: actor.person,
      hands: [...(actor.hands ?? [])],
    })
    .onConflict((waiting) => waiting.column('context_id').where('state', '=', literal('in_review')).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return undefined;
  await recordEvents(tx, actor, { type: 'ask-context-change', payload: { context, change: row.id, asked } });
  return row.id;
}

/** A change by its id, locked until the commit; undefined where there is none. */
export function lockContextChange(tx: Transaction, id: number) {
  return changes(tx).where('w.id', '=', id).forUpdate('w').executeTakeFirst();
}

/** The changes of a context, and of those that were merged into it, that wait or were returned for changes. */
export function openContextChanges(
  { prisma }: Pick<AnyDatabase, 'prisma'>,
  context: ContextId,
): Promise<StoredContextChange[]> {
  return changes(prisma)
    .where('w.context_id', 'in', (eb) =>
      eb
        .selectFrom('context as k')
        .select('k.id')
        .where((of) => of.or([of('k.id', '=', context), of('k.merged_into', '=', context)])),
    )
    .where('w.state', 'in', OPEN)
    .orderBy('w.id')
    .execute();
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
  await kysely(tx)
    .updateTable('context_change')
    .set({ state: to, decided_by: actor.person, decided_at: now, reason: reason ?? null })
    .where('id', '=', id)
    .execute();
  await recordEvents(tx, actor, { type: event, reason, payload: { context, change: id, askedBy: askedBy.id } });
}
