import type { PersonId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { unlessTaken } from '../../platform/database/transaction.ts';

/** A search that somebody keeps. */
export type KeptSearch = { id: number; name: string; query: string; shared: boolean };

/** Keeps a search; undefined where this person has another one of that name. */
export async function insertSavedSearch(
  store: Store,
  person: PersonId,
  search: Omit<KeptSearch, 'id'>,
): Promise<number | undefined> {
  const { name, query, shared } = search;
  const data = { personId: person, name, query, shared };
  const kept = await unlessTaken(() => store.prisma.savedSearch.create({ data, select: { id: true } }));
  return kept?.id;
}

/** Whose a saved search is, and whether everybody sees it; undefined where there is none of that id. */
export async function savedSearchOwner(
  store: Store,
  id: number,
): Promise<{ person: PersonId; shared: boolean } | undefined> {
  return kysely(store.prisma)
    .selectFrom('saved_search')
    .select(['person_id as person', 'shared'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Forgets a saved search and gives what it was, so that it can be kept again; undefined where it is gone already. */
export async function deleteSavedSearch(store: Store, id: number): Promise<KeptSearch | undefined> {
  return kysely(store.prisma)
    .deleteFrom('saved_search')
    .where('id', '=', id)
    .returning(['id', 'name', 'query', 'shared'])
    .executeTakeFirst();
}
