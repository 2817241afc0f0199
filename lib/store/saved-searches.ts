import type { PersonId } from '../domain/ids.ts';
import type { Store } from './database.ts';
import { postgresCode } from './transaction.ts';

/** A search that somebody keeps. */
export type KeptSearch = { id: number; name: string; query: string; shared: boolean };

const UNIQUE_VIOLATION = '23505';

/** Keeps a search; undefined where this person has another one of that name. */
export async function insertSavedSearch(store: Store, person: PersonId, search: Omit<KeptSearch, 'id'>): Promise<number | undefined> {
  try {
    const [row] = await store.prisma.$queryRaw<{ id: number }[]>`
      INSERT INTO saved_search (person_id, name, query, shared) VALUES (${person}, ${search.name}, ${search.query}, ${search.shared}) RETURNING id`;
    return row?.id;
  } catch (error) {
    if (postgresCode(error) === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

/** Whose a saved search is, and whether everybody sees it; undefined where there is none of that id. */
export async function savedSearchOwner(store: Store, id: number): Promise<{ person: PersonId; shared: boolean } | undefined> {
  const [row] = await store.prisma.$queryRaw<{ person: PersonId; shared: boolean }[]>`SELECT person_id AS person, shared FROM saved_search WHERE id = ${id}`;
  return row;
}

/** Forgets a saved search and gives what it was, so that it can be kept again; undefined where it is gone already. */
export async function deleteSavedSearch(store: Store, id: number): Promise<KeptSearch | undefined> {
  const [row] = await store.prisma.$queryRaw<KeptSearch[]>`DELETE FROM saved_search WHERE id = ${id} RETURNING id, name, query, shared`;
  return row;
}
