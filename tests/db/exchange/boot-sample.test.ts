import { expect, test } from 'vitest';
import { SAMPLE } from '../../../lib/exchange/sample/archive.ts';
import { loadSample } from '../../../lib/exchange/sample/load-sample.ts';
import { freshStore, person } from '../../support/database.ts';

test('the sample archive is loaded by two people, whole, and a second load adds nothing', async () => {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  expect(await loadSample(store, admin)).toEqual({ ok: true, value: { created: SAMPLE.length, present: 0 } });
  const counts = async () =>
    (
      await store.pool.query(
        'SELECT (SELECT count(*)::int FROM entry) AS entries, (SELECT count(*)::int FROM revision) AS revisions, ' +
          '(SELECT count(*)::int FROM audit_event) AS facts, (SELECT count(*)::int FROM context) AS contexts',
      )
    ).rows;
  const before = await counts();
  expect(await loadSample(store, admin)).toEqual({ ok: true, value: { created: 0, present: SAMPLE.length } });
  expect(await counts()).toEqual(before);
  const { rows: states } = await store.pool.query(
    "SELECT state::text, count(*)::int AS n FROM proposal WHERE state <> 'approved' GROUP BY 1 ORDER BY 1",
  );
  expect(states).toEqual([
    { state: 'changes_requested', n: 1 },
    { state: 'draft', n: 2 },
    { state: 'in_review', n: 2 },
  ]);
  const { rows: own } = await store.pool.query(
    'SELECT 1 FROM publication p JOIN revision r ON r.proposal_id = p.proposal_id WHERE r.author_id = p.approved_by',
  );
  expect(own).toEqual([]);
  const { rows: days } = await store.pool.query(
    'SELECT count(DISTINCT day)::int AS n FROM entry WHERE path IS NOT NULL',
  );
  expect(days).toEqual([{ n: 12 }]);
  await store.close();
});

test('a load that was cut off is finished by the next', async () => {
  const store = await freshStore();
  const admin = await person(store, 'admin');
  await loadSample(store, admin);
  const { rows } = await store.pool.query<{ id: number }>("SELECT id FROM entry WHERE title LIKE '%oldest tram%'");
  expect(rows).toHaveLength(1);
  const other = await freshStore();
  const otherAdmin = await person(other, 'admin');
  const cut = other.pool.query(
    'CREATE FUNCTION cut() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT count(*) FROM entry) > 20 THEN ' +
      "RAISE EXCEPTION 'cut off'; END IF; RETURN NEW; END $$; CREATE TRIGGER cut BEFORE UPDATE ON proposal FOR " +
      'EACH ROW EXECUTE FUNCTION cut()',
  );
  await cut;
  await expect(loadSample(other, otherAdmin)).rejects.toThrow('cut off');
  await other.pool.query('DROP TRIGGER cut ON proposal');
  expect(await loadSample(other, otherAdmin)).toMatchObject({ ok: true });
  const published = 'SELECT count(*)::int AS n FROM entry WHERE published_revision_id IS NOT NULL';
  expect((await other.pool.query(published)).rows).toEqual((await store.pool.query(published)).rows);
  await store.close();
  await other.close();
});

test('an editor cannot load it', async () => {
  const store = await freshStore();
  expect(await loadSample(store, await person(store, 'reviewer'))).toMatchObject({
    ok: false,
    error: { code: 'not-allowed' },
  });
  await store.close();
});
