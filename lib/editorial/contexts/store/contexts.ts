import { recordEvents } from '../../../audit/store/audit.ts';
import type { ContextId } from '../../../kernel/ids.ts';
import type { ContextKind } from '../../../kernel/newsroom/kinds.ts';
import type { Lendable } from '../../../kernel/newsroom/merging.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { Prisma } from '../../../platform/database/generated/client.ts';
import { LEARNERS, lockNumber } from '../../../platform/database/locks.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';

/**
 * A context as it is managed. `mergedInto` is what it means since it was merged, `joinedTo` what it was merged into by
 * hand.
 */
export type ManagedContext = {
  id: ContextId;
  name: string;
  kind: ContextKind;
  description: string;
  wikidataId: string | null;
  version: number;
  firstName: string | null;
  mergedInto: ContextId | null;
  joinedTo: ContextId | null;
  lent: Lendable[];
};

/** What can be said of a context beside its names. */
export type Description = { kind: ContextKind; description: string; wikidataId: string | null };

/** The number of the lock that whoever changes names takes. */
const MANAGERS = 20_122_002;

/** A merge moves as many rows as its context has uses. */
export const MOST_PATIENCE_MS = 120_000;

/**
 * One change of names at a time: names are looked up before they are written. Imports and editors, who add new ones,
 * wait for nothing.
 */
export async function lockVocabulary(tx: Transaction): Promise<void> {
  await tx.$executeRaw`SET LOCAL statement_timeout = ${Prisma.raw(String(MOST_PATIENCE_MS))}`;
  await lockNumber(tx, MANAGERS);
}

/** Keeps learners from reading what contexts mean until the commit. */
export async function lockMeanings(tx: Transaction): Promise<void> {
  await lockNumber(tx, LEARNERS);
}

/** A context, merged or not; undefined where there is none of this id. */
export async function readManaged(tx: Transaction, id: ContextId): Promise<ManagedContext | undefined> {
  const [row] = await tx.$queryRaw<ManagedContext[]>`
    SELECT id, name, kind, description, wikidata_id AS "wikidataId", version, first_name AS "firstName", merged_into AS "mergedInto", joined_to AS "joinedTo", lent FROM context WHERE id = ${id}`;
  return row;
}

/** Adds a context, with the fact. Undefined where another one took its name meanwhile. */
export async function insertContext(
  tx: Transaction,
  actor: Actor,
  { name, kind }: { name: string; kind: string },
): Promise<ContextId | undefined> {
  const [made] = await tx.$queryRaw<
    { id: ContextId }[]
  >`INSERT INTO context (name, kind) VALUES (${name}, ${kind}) ON CONFLICT (folded) DO NOTHING RETURNING id`;
  if (made) await recordEvents(tx, actor, { type: 'create-context', payload: { context: made.id, name } });
  return made?.id;
}

/** Who has a name, case and accents aside: the context, and what it means; `alias` where it is no name of its own. */
export type NameHolder = { id: ContextId; means: ContextId; name: string; alias: boolean };

/** Whoever has this name already. */
export async function holderOf(tx: Pick<Transaction, '$queryRaw'>, name: string): Promise<NameHolder | undefined> {
  const [row] = await tx.$queryRaw<NameHolder[]>`
    SELECT f.id, m.means, m.name, f.alias FROM (
      SELECT id, false AS alias FROM context WHERE folded = fold(${name})
      UNION ALL SELECT context_id, true FROM context_alias WHERE folded = fold(${name})) f JOIN context_meaning m ON m.id = f.id LIMIT 1`;
  return row;
}

export async function setDescription(
  tx: Transaction,
  id: ContextId,
  { kind, description, wikidataId }: Description,
): Promise<void> {
  await tx.$executeRaw`UPDATE context SET kind = ${kind}, description = ${description}, wikidata_id = ${wikidataId} WHERE id = ${id}`;
}

/** Sets the name; the one that it was born with is kept from then on. */
export async function rename(tx: Transaction, id: ContextId, name: string): Promise<void> {
  await tx.$executeRaw`UPDATE context SET first_name = coalesce(first_name, name), name = ${name}, twin = 0 WHERE id = ${id}`;
}

export async function raiseVersion(tx: Transaction, ...ids: ContextId[]): Promise<void> {
  await tx.$executeRaw`UPDATE context SET version = version + 1 WHERE id = ANY(${ids}::int[])`;
}

export async function addAliases(tx: Transaction, id: ContextId, names: readonly string[]): Promise<void> {
  await tx.$executeRaw`INSERT INTO context_alias (context_id, name) SELECT ${id}, unnest(${[...names]}::text[]) ON CONFLICT (folded) DO NOTHING`;
}

/** Takes names off, case and accents aside. Returns how many were there. */
export async function removeAliases(tx: Transaction, id: ContextId, names: readonly string[]): Promise<number> {
  return tx.$executeRaw`DELETE FROM context_alias WHERE context_id = ${id} AND folded IN (SELECT fold(n) FROM unnest(${[...names]}::text[]) AS n)`;
}

/** The context and all that were merged into it, by hand or by way of others. */
export async function branchOf(tx: Transaction, id: ContextId): Promise<ContextId[]> {
  const rows = await tx.$queryRaw<{ id: ContextId }[]>`
    WITH RECURSIVE branch AS (SELECT id FROM context WHERE id = ${id} UNION SELECT c.id FROM context c JOIN branch b ON c.joined_to = b.id) SELECT id FROM branch ORDER BY id`;
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
  await tx.$executeRaw`
    UPDATE context SET merged_into = CASE WHEN id = ${root} THEN ${into}::int ELSE coalesce(${into}::int, ${root}::int) END,
        joined_to = CASE WHEN id = ${root} THEN ${into}::int ELSE joined_to END, lent = CASE WHEN id = ${root} THEN ${[...lent]}::text[] ELSE lent END
      WHERE id = ANY(${[...branch]}::int[])`;
}

/** Gives the uses of a branch to what it means now, and counts those of both anew. */
export async function moveUses(
  tx: Transaction,
  branch: readonly ContextId[],
  from: ContextId,
  to: ContextId,
): Promise<void> {
  await tx.$executeRaw`UPDATE event_context SET context_id = ${to} WHERE context_id = ${from} AND raw_id = ANY(${[...branch]}::int[])`;
  await tx.$executeRaw`DELETE FROM context_use WHERE context_id IN (${from}, ${to})`;
  await tx.$executeRaw`
    INSERT INTO context_use (context_id, events, first_day, last_day)
      SELECT context_id, count(DISTINCT event_id), min(day), max(day) FROM event_context WHERE context_id IN (${from}, ${to}) GROUP BY context_id`;
}
