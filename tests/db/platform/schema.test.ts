import { readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Store } from '../../../lib/platform/database/database.ts';
import { beyondPrisma, listedBeyondPrisma } from '../../support/beyond-prisma.ts';
import { freshStore } from '../../support/database.ts';
import { stepsToSchema } from '../../support/schema-engine.ts';

const SCHEMA = readFileSync(path.resolve(import.meta.dirname, '../../../prisma/schema.prisma'), 'utf8');

let store: Store;
let client: pg.PoolClient;

beforeAll(async () => {
  store = await freshStore();
  client = await store.pool.connect();
});
afterAll(async () => {
  client.release();
  await store.close();
});

/** The values of each enum of the schema by their names in the database, in order. */
function enumsOfSchema(): Record<string, string[]> {
  const enums = SCHEMA.matchAll(/^enum \w+ \{\n([^}]*)@@map\("(\w+)"\)/gm);
  return Object.fromEntries(
    [...enums].map(([, body = '', name]) => [
      name,
      [...body.matchAll(/^ {2}(\w+)(?: +@map\("(.+)"\))?$/gm)].map(([, value, mapped]) => mapped ?? value),
    ]),
  );
}

async function enumsOfDatabase(): Promise<Record<string, string[]>> {
  const { rows } = await client.query<{ name: string; values: string[] }>(
    `SELECT typname AS name, array_agg(enumlabel::text ORDER BY enumsortorder) AS values FROM pg_enum
      JOIN pg_type t ON t.oid = enumtypid
      WHERE typnamespace = 'public'::regnamespace GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ name, values }) => [name, values]));
}

test('the migrated database is what schema.prisma says', async () => {
  expect(await stepsToSchema(client, SCHEMA)).toBe('');
});

test('enums have their values in the order of schema.prisma', async () => {
  expect(await enumsOfDatabase()).toEqual(enumsOfSchema());
});

test('what Prisma cannot say is listed in prisma/beyond-prisma.md, and nothing else is', async () => {
  expect(await beyondPrisma(client)).toEqual(listedBeyondPrisma());
});

describe('the comparison tells', () => {
  /** What `look` finds after a change, which is undone. */
  const changed = async <T>(change: string, look: () => Promise<T>): Promise<T> => {
    await client.query('BEGIN');
    try {
      await client.query(change);
      return await look();
    } finally {
      await client.query('ROLLBACK');
    }
  };

  const unlisted = async () => {
    const [beyond, listed] = [await beyondPrisma(client), listedBeyondPrisma()];
    return Object.keys({ ...beyond, ...listed }).filter((name) => beyond[name] !== listed[name]);
  };

  test.each([
    ['a renamed column', 'ALTER TABLE person RENAME COLUMN name TO called', /ADD COLUMN\s+"name"/],
    ['a lost table', 'DROP TABLE follow', /CREATE TABLE "follow"/],
    ['a table that nobody said', 'CREATE TABLE stray (id INTEGER PRIMARY KEY)', /DROP TABLE "stray"/],
    [
      'another type',
      'ALTER TABLE webhook ALTER COLUMN seen_position TYPE BIGINT',
      /"seen_position" SET DATA TYPE INTEGER/,
    ],
    [
      'another precision',
      'ALTER TABLE token ALTER COLUMN expires_at TYPE TIMESTAMPTZ(6)',
      /"expires_at" SET DATA TYPE TIMESTAMPTZ\(3\)/,
    ],
    ['a column that may be empty', 'ALTER TABLE entry ALTER COLUMN title DROP NOT NULL', /"title" SET NOT NULL/],
    [
      'a lost default',
      'ALTER TABLE newsroom_settings ALTER COLUMN four_eyes DROP DEFAULT',
      /"four_eyes" SET DEFAULT true/,
    ],
    ['another default', "ALTER TABLE context ALTER COLUMN kind SET DEFAULT 'other'", /"kind" SET DEFAULT ''/],
    ['a lost key', 'ALTER TABLE search_word DROP CONSTRAINT search_word_pkey', /ADD CONSTRAINT "search_word_pkey"/],
    ['a lost unique', 'DROP INDEX person_email_key', /CREATE UNIQUE INDEX "person_email_key"/],
    [
      'a lost foreign key',
      'ALTER TABLE follow DROP CONSTRAINT follow_entry_id_fkey',
      /ADD CONSTRAINT "follow_entry_id_fkey"/,
    ],
    [
      'a foreign key of another action',
      'ALTER TABLE run_line DROP CONSTRAINT run_line_run_id_fkey, ADD FOREIGN KEY (run_id) REFERENCES archive_run ' +
        '(id) ON DELETE RESTRICT',
      /ADD CONSTRAINT "run_line_run_id_fkey".* ON DELETE CASCADE ON UPDATE NO ACTION/,
    ],
    ['an index that nobody said', 'CREATE INDEX stray ON person (name)', /DROP INDEX "stray"/],
    [
      'another order of an index',
      'DROP INDEX day_sign_off_day_id_idx; CREATE INDEX day_sign_off_day_id_idx ON day_sign_off (day, id)',
      /CREATE INDEX "day_sign_off_day_id_idx"/,
    ],
    [
      'a renamed value of an enum',
      "ALTER TYPE run_state RENAME VALUE 'done' TO 'ended'",
      /ALTER TYPE "run_state"|CREATE TYPE "run_state_new"/,
    ],
    ['a value of an enum that nobody said', "ALTER TYPE role ADD VALUE 'guest'", /CREATE TYPE "role_new"/],
  ])('%s', async (_, change, step) => {
    expect(await changed(change, () => stepsToSchema(client, SCHEMA))).toMatch(step);
  });

  test('another order of the values of an enum', async () => {
    const change =
      "ALTER TYPE target_kind RENAME VALUE 'git' TO 'x'; ALTER TYPE target_kind RENAME VALUE 'folder' TO 'git'; " +
      "ALTER TYPE target_kind RENAME VALUE 'x' TO 'folder'";
    expect(await changed(change, enumsOfDatabase)).not.toEqual(enumsOfSchema());
  });

  test.each([
    ['a lost trigger', 'DROP TRIGGER immutable ON revision', 'Triggers: revision.immutable'],
    [
      'a trigger that is switched off',
      'ALTER TABLE revision DISABLE TRIGGER immutable',
      'Triggers: revision.immutable',
    ],
    ['a lost check', 'ALTER TABLE person DROP CONSTRAINT person_email_folded', 'Checks: person.person_email_folded'],
    [
      'another check',
      'ALTER TABLE entry DROP CONSTRAINT entry_path_shape, ADD CONSTRAINT entry_path_shape CHECK (true)',
      'Checks: entry.entry_path_shape',
    ],
    ['a check that nobody said', 'ALTER TABLE person ADD CONSTRAINT stray CHECK (true)', 'Checks: person.stray'],
    [
      'a key that is checked at once',
      'ALTER TABLE day ALTER CONSTRAINT day_order_id_fkey NOT DEFERRABLE',
      'Deferrable keys: day.day_order_id_fkey',
    ],
    ['a lost view', 'DROP VIEW context_meaning', 'Views: context_meaning'],
    [
      'a function that nobody said',
      "CREATE FUNCTION stray() RETURNS int LANGUAGE sql AS 'SELECT 1'",
      'Functions: stray()',
    ],
    ['a lost partial index', 'DROP INDEX proposal_queue_idx', 'Indexes: proposal_queue_idx'],
    [
      'another condition of an index',
      'DROP INDEX proposal_queue_idx; CREATE INDEX proposal_queue_idx ON proposal (submitted_at, id) WHERE state = ' +
        "'draft'",
      'Indexes: proposal_queue_idx',
    ],
    ['an expression index that nobody said', 'CREATE INDEX stray ON person (lower(name))', 'Indexes: stray'],
    [
      'a column that is computed no more',
      'ALTER TABLE publisher ALTER COLUMN folded DROP EXPRESSION',
      'Generated columns: publisher.folded',
    ],
    [
      'a number that anybody may give',
      'ALTER TABLE word_use ALTER COLUMN id SET GENERATED BY DEFAULT',
      'Identity columns: word_use.id',
    ],
    ['a table that is logged', 'ALTER TABLE presence SET LOGGED', 'Storage: presence'],
    ['a sequence of its own', 'CREATE SEQUENCE stray', 'Sequences without a column: stray'],
    ['a privilege', 'GRANT SELECT ON person TO PUBLIC', 'Privileges: person'],
    ['a row policy', 'ALTER TABLE person ENABLE ROW LEVEL SECURITY', 'Relations of kind r: person'],
  ])('%s, which Prisma does not see', async (_, change, other) => {
    expect(await changed(change, unlisted)).toEqual([other]);
  });
});
