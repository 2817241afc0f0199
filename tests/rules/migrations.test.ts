import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readMigrations } from '../../lib/platform/migrations/migrate.ts';

const FILE = path.resolve(import.meta.dirname, 'migrations.sha256');
const migrations = readMigrations();
const kept = readFileSync(FILE, 'utf8').trim().split('\n');

/** What a migration cannot do inside the transaction that holds its record too. */
const ENDS_TRANSACTION =
  /(^|;)\s*(BEGIN|START\s+TRANSACTION|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE|PREPARE\s+TRANSACTION|VACUUM|CLUSTER|REINDEX\s+(DATABASE|SYSTEM)|ALTER\s+SYSTEM|(CREATE|DROP)\s+(DATABASE|TABLESPACE))\b/i;
const OUTSIDE_TRANSACTION = /\bCONCURRENTLY\b/i;

/** The statements alone: without comments, texts and the bodies of functions. */
function bare(script: string): string {
  return script.replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$|'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\//g, ' ');
}

const staysInside = (script: string) => !ENDS_TRANSACTION.test(bare(script)) && !OUTSIDE_TRANSACTION.test(bare(script));

test('migrations are frozen: one that is kept is never edited, a new one is added to the list', () => {
  const now = migrations.map(({ name, checksum }) => `${checksum}  ${name}/migration.sql`);
  const changed = kept.filter((line) => !now.includes(line));
  expect(
    changed,
    'These migrations were edited, renamed or removed. Put them back as they were, and write a new migration for ' +
      'what shall change.',
  ).toEqual([]);
  const added = now.filter((line) => !kept.includes(line));
  expect(
    added,
    `Freeze new migrations: (cd prisma/migrations && sha256sum */migration.sql) > tests/rules/migrations.sha256`,
  ).toEqual([]);
});

test('every migration fits into one transaction with its record', () => {
  expect(migrations.filter(({ script }) => !staysInside(script)).map(({ name }) => name)).toEqual([]);
});

test('the check of transactions itself tells what ends one', () => {
  for (const script of [
    'COMMIT',
    'CREATE TABLE a (b int); begin;',
    '-- so\nVACUUM a;',
    'CREATE INDEX CONCURRENTLY i ON a (b)',
    'ALTER SYSTEM SET a = 1',
  ])
    expect(staysInside(script), script).toBe(false);
  for (const script of [
    "INSERT INTO a VALUES ('; COMMIT;')",
    'CREATE FUNCTION f() RETURNS trigger AS $$ BEGIN; RETURN NULL; END; $$',
    '-- ; VACUUM',
    'CREATE TABLE begun (a int)',
  ])
    expect(staysInside(script), script).toBe(true);
});
