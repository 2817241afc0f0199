import type { PersonId } from '../domain/ids.ts';
import type { Store } from '../store/database.ts';

/** A saved search as its list shows it, and whose it is. */
export type SavedSearchView = { id: number; name: string; query: string; shared: boolean; by: { id: PersonId; name: string } };

const MOST = 200;

/** A person's own saved searches and those that others share, by name. */
export async function listSavedSearches(store: Store, person: PersonId): Promise<SavedSearchView[]> {
  return store.prisma.$queryRaw<SavedSearchView[]>`
    SELECT s.id, s.name, s.query, s.shared, jsonb_build_object('id', p.id, 'name', p.name) AS by
      FROM saved_search s JOIN person p ON p.id = s.person_id WHERE s.person_id = ${person} OR s.shared
     ORDER BY s.person_id <> ${person}, fold(s.name), s.id LIMIT ${MOST}`;
}
