import type { QueryCreator } from 'kysely';

/**
 * A statement as one of its parts sees it, which needs only some of its tables. Kysely's builders name all tables in
 * their types, so a builder with more of them does not pass for one with fewer.
 */
export function asPart<Has extends Needed, Needed>(db: QueryCreator<Has>): QueryCreator<Needed> {
  return db as unknown as QueryCreator<Needed>;
}
