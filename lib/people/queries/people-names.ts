import { sql } from 'kysely';
import { isUnspaced } from '../../kernel/folding.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { NamedPerson } from '../../kernel/named-person.ts';
import type { Role } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyOf, fold, hasWords } from '../../platform/database/sql-values.ts';

const MOST = 10;
const MOST_NAMES = 1000;
const REVIEWERS: readonly Role[] = ['reviewer', 'admin'];

/**
 * People with access whose name, or a later word of it, begins with what was typed, case and accents aside; of all, or
 * of those who may decide on entries. A newsroom's list, not an archive's.
 */
export function findPeople(store: Store, typed: string, reviewersOnly = false): Promise<NamedPerson[]> {
  return kysely(store.prisma)
    .selectFrom('person')
    .select(['id', 'name'])
    .where('disabled_at', 'is', null)
    .$if(reviewersOnly, (people) => people.where('role', 'in', REVIEWERS))
    .where((eb) => {
      const words = sql<string>`' ' || translate(${fold(eb.ref('name'))}, '-(/', '   ')`;
      const begins = sql<boolean>`strpos(${words}, ' ' || ${fold(eb.val(typed))}) > 0`;
      return isUnspaced(typed) ? eb.or([begins, hasWords(eb.ref('name'), typed)]) : begins;
    })
    .orderBy((eb) => sql`NOT starts_with(${fold(eb.ref('name'))}, ${fold(eb.val(typed))})`)
    .orderBy((eb) => fold(eb.ref('name')))
    .orderBy('id')
    .limit(MOST)
    .execute();
}

/** These people's names, by id. */
export async function peopleNamed(store: Pick<Store, 'prisma'>, ids: readonly PersonId[]): Promise<NamedPerson[]> {
  if (!ids.length) return [];
  return kysely(store.prisma)
    .selectFrom('person')
    .select(['id', 'name'])
    .where('id', '=', anyOf([...new Set(ids)]))
    .orderBy('id')
    .execute();
}

/** Everybody, by name. A newsroom's list, not an archive's. */
export function allPeopleNames(store: Store): Promise<NamedPerson[]> {
  return namesOf(store).execute();
}

/** Everybody who may decide on entries, by name. */
export function activeReviewers(store: Store): Promise<NamedPerson[]> {
  return namesOf(store).where('disabled_at', 'is', null).where('role', 'in', REVIEWERS).execute();
}

function namesOf(store: Store) {
  return kysely(store.prisma)
    .selectFrom('person')
    .select(['id', 'name'])
    .orderBy((eb) => fold(eb.ref('name')))
    .orderBy('id')
    .limit(MOST_NAMES);
}
