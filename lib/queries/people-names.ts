import type { PersonId } from '../domain/ids.ts';
import type { NamedPerson } from '../domain/named-person.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';

const MOST = 10;
const MOST_NAMES = 1000;

/**
 * People with access whose name, or a later word of it, begins with what was typed, case and accents aside; of all, or of those who may
 * decide on entries. A newsroom's list, not an archive's.
 */
export async function findPeople(store: Store, typed: string, reviewersOnly = false): Promise<NamedPerson[]> {
  const role = reviewersOnly ? Prisma.sql`AND role IN ('reviewer', 'admin')` : Prisma.empty;
  return store.prisma.$queryRaw<NamedPerson[]>`
    SELECT id, name FROM person
     WHERE disabled_at IS NULL ${role} AND strpos(' ' || translate(fold(name), '-(/', '   '), ' ' || fold(${typed})) > 0
     ORDER BY NOT starts_with(fold(name), fold(${typed})), fold(name), id LIMIT ${MOST}`;
}

/** These people's names, by id. */
export async function peopleNamed(store: Pick<Store, 'prisma'>, ids: readonly PersonId[]): Promise<NamedPerson[]> {
  if (!ids.length) return [];
  return store.prisma.$queryRaw<NamedPerson[]>`SELECT id, name FROM person WHERE id = ANY(${[...new Set(ids)]}::int[]) ORDER BY id`;
}

/** Everybody, by name. A newsroom's list, not an archive's. */
export async function allPeopleNames(store: Store): Promise<NamedPerson[]> {
  return store.prisma.$queryRaw<NamedPerson[]>`SELECT id, name FROM person ORDER BY fold(name), id LIMIT ${MOST_NAMES}`;
}

/** Everybody who may decide on entries, by name. */
export async function activeReviewers(store: Store): Promise<NamedPerson[]> {
  return store.prisma.$queryRaw<NamedPerson[]>`SELECT id, name FROM person WHERE disabled_at IS NULL AND role IN ('reviewer', 'admin') ORDER BY fold(name), id LIMIT ${MOST_NAMES}`;
}
