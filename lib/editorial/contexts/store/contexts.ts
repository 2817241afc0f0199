import { sql } from 'kysely';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import type { ContextKind } from '../../../kernel/newsroom/kinds.ts';
import type { Lendable } from '../../../kernel/newsroom/merging.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { kysely, type Runner } from '../../../platform/database/kysely.ts';
import { LEARNERS, lockNumber } from '../../../platform/database/locks.ts';
import { setForTransaction } from '../../../platform/database/session-settings.ts';
import { anyOf, fold, list, rowsOf, rowsWritten } from '../../../platform/database/sql-values.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';
import { countUses } from './use-counts.ts';

/**
 * A context as it is managed. `mergedInto` is what it means since it was merged, `joinedTo` what it was merged into by
 * hand.
 */
export type ManagedContext = NonNullable<Awaited<ReturnType<typeof readManaged>>>;

/** What can be said of a context beside its names. */
export type Description = { kind: ContextKind; description: string; wikidataId: string | null };

/** The number of the lock that whoever changes names takes. */
const MANAGERS = 20_122_002;

/** A merge moves as many rows as its context has uses. Each of its statements may take so long. */
const MOST_PATIENCE_MS = 120_000;

/**
 * One change of names at a time: names are looked up before they are written. Imports and editors, who add new ones,
 * wait for nothing.
 */
export async function lockVocabulary(tx: Transaction): Promise<void> {
  await setForTransaction(tx, { statement_timeout: MOST_PATIENCE_MS, transaction_timeout: 0 });
  await lockNumber(tx, MANAGERS);
}

/** Keeps learners from reading what contexts mean until the commit. */
export async function lockMeanings(tx: Transaction): Promise<void> {
  await lockNumber(tx, LEARNERS);
}

/** A context, merged or not; undefined where there is none of this id. */
export function readManaged(tx: Transaction, id: ContextId) {
  return kysely(tx)
    .selectFrom('context')
    .select(['id', 'name', 'kind', 'description', 'wikidata_id as wikidataId', 'version', 'first_name as firstName'])
    .select(['merged_into as mergedInto', 'joined_to as joinedTo', 'lent'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Adds a context, with the fact. Undefined where another one took its name meanwhile. */
export async function insertContext(
  tx: Transaction,
  actor: Actor,
  { name, kind }: { name: string; kind: ContextKind },
): Promise<ContextId | undefined> {
  const made = await kysely(tx)
    .insertInto('context')
    .values({ name, kind })
    .onConflict((taken) => taken.column('folded').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await recordEvents(tx, actor, { type: 'create-context', payload: { context: made.id, name } });
  return made?.id;
}

/** Whoever has this name already. */
export function holderOf(tx: Runner, name: string) {
  const db = kysely(tx);
  const own = db
    .selectFrom('context')
    .select(['id', sql<boolean>`false`.as('alias')])
    .where('folded', '=', (eb) => fold(eb.val(name)));
  const aliases = db
    .selectFrom('context_alias')
    .select(['context_id as id', sql<boolean>`true`.as('alias')])
    .where('folded', '=', (eb) => fold(eb.val(name)));
  return db
    .selectFrom(own.unionAll(aliases).as('f'))
    .innerJoin('context_meaning as m', 'm.id', 'f.id')
    .select(['f.id', 'm.means', 'm.name', 'f.alias'])
    .limit(1)
    .executeTakeFirst();
}

export async function setDescription(
  tx: Transaction,
  id: ContextId,
  { kind, description, wikidataId }: Description,
): Promise<void> {
  await kysely(tx)
    .updateTable('context')
    .set({ kind, description, wikidata_id: wikidataId })
    .where('id', '=', id)
    .execute();
}

/** Sets the name; the one that it was born with is kept from then on. */
export async function rename(tx: Transaction, id: ContextId, name: string): Promise<void> {
  await kysely(tx)
    .updateTable('context')
    .set((eb) => ({ first_name: eb.fn.coalesce('first_name', 'name'), name, twin: 0 }))
    .where('id', '=', id)
    .execute();
}

export async function raiseVersion(tx: Transaction, ...ids: ContextId[]): Promise<void> {
  await kysely(tx)
    .updateTable('context')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', anyOf(ids))
    .execute();
}

export async function addAliases(tx: Transaction, id: ContextId, names: readonly string[]): Promise<void> {
  await insertFrom(
    kysely(tx),
    'context_alias',
    (eb) => eb.selectFrom(rowsOf('n', { name: list.texts(names) })),
    (eb) => ({ context_id: id, name: eb.ref('n.name') }),
  )
    .onConflict((taken) => taken.column('folded').doNothing())
    .execute();
}

/** Takes names off, case and accents aside. Returns how many were there. */
export async function removeAliases(tx: Transaction, id: ContextId, names: readonly string[]): Promise<number> {
  return rowsWritten(
    kysely(tx)
      .deleteFrom('context_alias')
      .where('context_id', '=', id)
      .where('folded', 'in', (eb) =>
        eb.selectFrom(rowsOf('n', { name: list.texts(names) })).select((of) => fold(of.ref('n.name')).as('folded')),
      ),
  );
}

/** The context and all that were merged into it, by hand or by way of others. */
export async function branchOf(tx: Transaction, id: ContextId): Promise<ContextId[]> {
  const rows = await kysely(tx)
    .withRecursive('branch(id)', (db) =>
      db
        .selectFrom('context')
        .select('id')
        .where('id', '=', id)
        .union(db.selectFrom('context as c').innerJoin('branch as b', 'b.id', 'c.joined_to').select('c.id')),
    )
    .selectFrom('branch')
    .select('id')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Makes a whole branch mean another context, as merging its root does, or (`into` null) its root again. */
export async function joinBranch(
  tx: Transaction,
  root: ContextId,
  branch: readonly ContextId[],
  into: ContextId | null,
  lent: readonly Lendable[],
): Promise<void> {
  const joined = sql<ContextId | null>`${into}::int`;
  await kysely(tx)
    .updateTable('context')
    .set((eb) => {
      const ofRoot = eb.case().when('id', '=', root);
      return {
        merged_into: ofRoot
          .then(joined)
          .else(sql<ContextId>`${into ?? root}::int`)
          .end(),
        joined_to: ofRoot.then(joined).else(eb.ref('joined_to')).end(),
        lent: ofRoot.then(list.texts(lent)).else(eb.ref('lent')).end(),
      };
    })
    .where('id', '=', anyOf(branch))
    .execute();
}

/** Gives the uses of a branch to what it means now, and counts those of both again. */
export async function moveUses(
  tx: Transaction,
  branch: readonly ContextId[],
  from: ContextId,
  to: ContextId,
): Promise<void> {
  await kysely(tx)
    .updateTable('entry_context')
    .set({ context_id: to })
    .where('context_id', '=', from)
    .where('raw_id', '=', anyOf(branch))
    .execute();
  await countUses(tx, [from, to]);
}
