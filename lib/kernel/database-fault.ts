/** Why the database cannot serve a request now. */
export type DatabaseFaultKind = 'away' | 'slow' | 'no-connections' | 'no-memory' | 'full' | 'read-only';

/** How a kind is named in answers of the API, and what people read of it: what is wrong, and what to do. */
export type DatabaseFaultWords = { code: string; title: string; says: string; remedy: string };

export const DATABASE_FAULTS: Readonly<Record<DatabaseFaultKind, DatabaseFaultWords>> = {
  away: {
    code: 'unavailable',
    title: 'Not available now',
    says: 'The database isn’t responding.',
    remedy: 'Try again in a moment.',
  },
  slow: {
    code: 'unavailable',
    title: 'Not available now',
    says: 'The database took too long to respond.',
    remedy: 'Try again in a moment.',
  },
  'no-connections': {
    code: 'database-connections',
    title: 'The database is too busy',
    says: 'The database accepts no more connections.',
    remedy:
      'Try again in a moment. If it continues, the administrator has to raise max_connections or stop other ' +
      'programs that use the database.',
  },
  'no-memory': {
    code: 'database-memory',
    title: 'The database is out of memory',
    says: 'The database does not have enough memory for this.',
    remedy: 'Try again in a moment. If it continues, the administrator has to give PostgreSQL more memory.',
  },
  full: {
    code: 'database-full',
    title: 'The disk is full',
    says: 'The database disk is full, so nothing can be saved.',
    remedy: 'The administrator has to free up space; then try again.',
  },
  'read-only': {
    code: 'database-read-only',
    title: 'Nothing can be saved now',
    says: 'The database is read-only: it is a replica, or was set to read-only.',
    remedy: 'The administrator has to make it writable again; then try again.',
  },
};

/** What went wrong in words for people. */
export function databaseFaultWords(kind: DatabaseFaultKind): string {
  const { says, remedy } = DATABASE_FAULTS[kind];
  return `${says} Nothing was changed. ${remedy}`;
}
