import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';

let store: Store;
let editor: Actor;

beforeAll(async () => {
  store = await freshStore();
  editor = await person(store, 'editor');
  const made = await createEntry(store, editor, entryInput('The harbour bridge opens'));
  expect(made.ok).toBe(true);
});
afterAll(() => store.close());

const refused = (sql: string) => expect(store.pool.query(sql)).rejects.toThrow();
const refusedAs = (sql: string) => expect(store.pool.query(sql)).rejects.toThrow('immutable');

test.each(['revision', 'audit_event'])('a row of %s can be neither changed nor taken away', async (table) => {
  await refused(`UPDATE ${table} SET channel = 'api'`);
  await refused(`DELETE FROM ${table}`);
  await refused(`TRUNCATE ${table} CASCADE`);
});

test.each(['publication', 'day_order', 'comment', 'day_sign_off', 'prose_version', 'archive_change'])(
  '%s refuses a change even while it is empty',
  async (table) => {
    const [column] = (
      await store.pool.query<{ name: string }>(
        'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1',
        [table],
      )
    ).rows;
    await refusedAs(`UPDATE ${table} SET ${column?.name} = ${column?.name}`);
    await refusedAs(`DELETE FROM ${table}`);
  },
);

test('an entry has one open proposal', () =>
  refused(`INSERT INTO proposal (entry_id, state, opened_by) SELECT entry_id, 'draft', opened_by FROM proposal`));

test('a path belongs to one event', async () => {
  await store.pool.query(
    `INSERT INTO entry (day, title, slug, path) VALUES ('2013-01-19', 'a', 'a', 'news/2013/01/19/a.md')`,
  );
  await refused(`INSERT INTO entry (day, title, slug, path) VALUES ('2013-01-19', 'b', 'a', 'news/2013/01/19/a.md')`);
});

test('a path has the shape of the layout', () =>
  refused(`INSERT INTO entry (day, title, slug, path) VALUES ('2013-01-19', 'a', 'a', '../a.md')`));

test('a published entry has a path', () =>
  refused(`UPDATE entry SET published_revision_id = (SELECT max(id) FROM revision) WHERE path IS NULL`));

test('names of contexts differ in more than case and accents', async () => {
  await store.pool.query(`INSERT INTO context (name) VALUES ('Élysée Palace')`);
  await refused(`INSERT INTO context (name) VALUES ('elysee palace')`);
  await refused(`INSERT INTO context (name) VALUES ('ÉLYSÉE PALACE')`);
});

test('an address of a person is in lower case and belongs to one', async () => {
  await refused(`INSERT INTO person (email, name, role) VALUES ('Upper@example.org', 'U', 'editor')`);
  await refused(`INSERT INTO person (email, name, role) SELECT email, name, role FROM person`);
});

test('sessions speak UTC, and give up rather than hang', async () => {
  const { rows } = await store.pool.query(
    `SELECT current_setting('timezone') AS zone, current_setting('statement_timeout')
      AS statement, current_setting('idle_in_transaction_session_timeout') AS idle`,
  );
  expect(rows[0]).toEqual({ zone: 'UTC', statement: '30s', idle: '1min' });
});

test('a day is a date, the same in every time zone of the process', async () => {
  const day = '2013-01-19' as Day;
  const made = await createEntry(store, editor, entryInput('A date is a date', { day }));
  if (!made.ok) throw new Error('not saved');
  const { rows } = await store.pool.query('SELECT day::text AS day FROM entry WHERE id = $1', [made.value.entry]);
  expect(rows[0].day).toBe(day);
});
