import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { PersonId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { fold } from '../../platform/database/sql-values.ts';

/** A saved search as its list shows it, and whose it is. */
export type SavedSearchView = {
  id: number;
  name: string;
  query: string;
  shared: boolean;
  by: { id: PersonId; name: string };
};

const MOST = 200;

/** A person's own saved searches and those that others share, by name. */
export function listSavedSearches(store: Store, person: PersonId): Promise<SavedSearchView[]> {
  return kysely(store.prisma)
    .selectFrom('saved_search as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select((eb) => [
      's.id',
      's.name',
      's.query',
      's.shared',
      jsonBuildObject({ id: eb.ref('p.id'), name: eb.ref('p.name') }).as('by'),
    ])
    .where((eb) => eb.or([eb('s.person_id', '=', person), eb('s.shared', '=', true)]))
    .orderBy((eb) => eb('s.person_id', '<>', person))
    .orderBy((eb) => fold(eb.ref('s.name')))
    .orderBy('s.id')
    .limit(MOST)
    .execute();
}
