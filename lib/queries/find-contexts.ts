import type { ContextId } from '../domain/ids.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';

/** A context that a type-ahead offers; `alias` where that is what was typed. */
export type FoundContext = { id: ContextId; name: string; alias: string | null };

const MOST = 10;

/**
 * Contexts whose name or alias begins with what was typed, case and accents aside, then those where
 * a later word does. The first two come from an index; only where they leave room are the words
 * looked through, which is a scan of the vocabulary and not of the archive.
 */
export async function findContexts(store: Store, typed: string): Promise<FoundContext[]> {
  const beginnings = await store.prisma.$queryRaw<FoundContext[]>`
    WITH found AS (
      (SELECT id, name, NULL AS alias, 0 AS rank, folded FROM context WHERE ${beginsWith(typed)} ORDER BY folded COLLATE "C" LIMIT ${MOST})
      UNION ALL
      (SELECT c.id, c.name, a.name AS alias, 1 AS rank, a.folded
         FROM (SELECT * FROM context_alias WHERE ${beginsWith(typed)} ORDER BY folded COLLATE "C" LIMIT ${MOST}) a JOIN context c ON c.id = a.context_id)),
    one_each AS (SELECT DISTINCT ON (id) * FROM found ORDER BY id, rank, folded COLLATE "C")
    SELECT id, name, alias FROM one_each ORDER BY rank, length(folded), folded COLLATE "C", id LIMIT ${MOST}`;
  const room = MOST - beginnings.length;
  return room > 0 && typed ? [...beginnings, ...(await byLaterWord(store, typed, beginnings, room))] : beginnings;
}

function byLaterWord(store: Store, typed: string, known: readonly FoundContext[], room: number): Promise<FoundContext[]> {
  const ids = known.map((context) => context.id as number);
  return store.prisma.$queryRaw<FoundContext[]>`
    SELECT id, name, NULL AS alias FROM context
     WHERE position(' ' || fold(${typed}) IN translate(folded, '-(/', '   ')) > 0 AND NOT (id = ANY(${ids}::int[]))
     ORDER BY length(folded), folded COLLATE "C", id LIMIT ${room}`;
}

/** A range of the index over folded names: from the prefix itself to the prefix and the last of all characters. */
function beginsWith(typed: string): Prisma.Sql {
  return Prisma.sql`(folded ~>=~ fold(${typed}) AND folded ~<~ (fold(${typed}) || chr(1114111)))`;
}
