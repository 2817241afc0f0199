import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/**
 * Text of SQL is in lib/platform alone, where no typed statement can say it; whatever else reads or writes rows
 * says so in Kysely, which the compiler reads. Here each file of lib/platform that runs text has its reason, and the
 * number of its places.
 */
const RUNS_TEXT: Record<string, { places: number; because: string }> = {
  'lib/platform/backup/restore.ts': { places: 3, because: 'switches triggers and the checks of keys' },
  'lib/platform/database/analyze.ts': { places: 1, because: 'ANALYZE' },
  'lib/platform/database/copy.ts': { places: 2, because: 'reads and writes rows with COPY' },
  'lib/platform/database/kysely.ts': { places: 3, because: 'runs what Kysely has put together' },
  'lib/platform/database/listening.ts': { places: 1, because: 'LISTEN' },
  'lib/platform/database/locks.ts': { places: 1, because: 'LOCK TABLE' },
  'lib/platform/database/begin.ts': { places: 2, because: 'begins and ends transactions' },
  'lib/platform/embedded/embedded-role.ts': {
    places: 7,
    because: 'makes and grants what only a superuser may: a role, a database, an extension; and runs two scripts',
  },
  'lib/platform/jobs/job-queue.ts': { places: 1, because: 'runs the statements of pg-boss' },
  'lib/platform/migrations/migrate.ts': { places: 3, because: 'runs the scripts of migrations' },
};

/**
 * Prisma's ways to run text or to put it together, `query` of a pool or a connection, whatever that is called, and
 * Kysely's templates where they are a whole statement.
 */
const TEXT = [
  /\$(?:query|execute)Raw(?:Unsafe|Typed)?\b(?!')/g,
  /\bPrisma\.(?:sql|raw|join|empty)\b/g,
  /\.query\s*(?:<[^()]*>)?\((?!\))/g,
  /`\s*\.execute\(|\bCompiledQuery\.raw\b/g,
];

const FILES = globSync(['lib/**/*.{ts,tsx,mjs}', 'app/**/*.{ts,tsx}', 'components/**/*.{ts,tsx}', 'proxy.ts']).filter(
  (file) => !file.startsWith('lib/platform/database/generated/'),
);

function placesIn(source: string): number {
  return TEXT.reduce((sum, pattern) => sum + [...source.matchAll(pattern)].length, 0);
}

function placesByFile(files: readonly string[]): Record<string, number> {
  const counted = files.map((file) => [file, placesIn(readFileSync(file, 'utf8'))] as const);
  return Object.fromEntries(counted.filter(([, places]) => places > 0));
}

describe('statements are typed', () => {
  test('everywhere outside lib/platform', () => {
    expect(FILES.length).toBeGreaterThan(500);
    expect(placesByFile(FILES.filter((file) => !file.startsWith('lib/platform/')))).toEqual({});
  });

  test('and inside it, except in the files and places of the table', () => {
    const allowed = Object.entries(RUNS_TEXT).map(([file, { places }]) => [file, places]);
    expect(placesByFile(FILES.filter((file) => file.startsWith('lib/platform/')))).toEqual(Object.fromEntries(allowed));
  });

  test('which are at most 25 places in all', () => {
    expect(Object.values(RUNS_TEXT).reduce((sum, { places }) => sum + places, 0)).toBeLessThanOrEqual(25);
  });

  test.each([
    'await tx.$queryRaw`SELECT 1`',
    'await tx.$executeRaw`DELETE FROM entry`',
    "await tx.$queryRawUnsafe<Row[]>('SELECT 1')",
    'Prisma.sql`SELECT 1`',
    "Prisma.raw('SELECT 1')",
    "await store.pool.query('SELECT 1')",
    'await client.query<{ id: number }>(`SELECT 1`)',
    'await inside.query<Row>({ name, text, values })',
    'await sql`ANALYZE entry`.execute(db)',
    "await db.executeQuery(CompiledQuery.raw('ANALYZE'))",
  ])('a planted violation is seen: %s', (source) => {
    expect(placesIn(source)).toBe(1);
  });

  test('what is no statement is not', () => {
    expect(placesIn('await navigator.locks?.query()')).toBe(0);
    expect(placesIn("const { query } = compiled; '$queryRawUnsafe' in runner")).toBe(0);
  });
});
