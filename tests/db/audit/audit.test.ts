import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { GET as exportAudit } from '../../../app/api/v1/audit/export/route.ts';
import { GET as audit } from '../../../app/api/v1/audit/route.ts';
import { POST as approve } from '../../../app/api/v1/entries/[id]/approve/route.ts';
import { GET as listEntries } from '../../../app/api/v1/entries/titles/route.ts';
import { POST as newPerson } from '../../../app/api/v1/people/route.ts';
import { auditEventTypes, everyAuditEvent, searchAudit } from '../../../lib/admin/audit/audit.ts';
import { AUDIT_EVENT_TYPES, isPassedOn } from '../../../lib/audit/events.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { addPerson, setRole } from '../../../lib/people/actions/manage-people.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { done } from '../../support/newsroom.ts';

const MANY = 5_000;

let store: Store;
let admin: Actor;
let editor: Actor;
let entry: number;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  admin = await person(store, 'admin', 'Ada');
  editor = await person(store, 'editor', 'Edda');
  const made = done(await createEntry(store, editor, entryInput('The harbour bridge opens')));
  entry = made.entry;
  done(await submitEntry(store, editor, made.entry));
  done(await setRole(store, admin, editor.person, 'reviewer'));
  done(
    await addPerson(store, 'system', {
      email: 'zoe@example.org',
      name: 'Zoë',
      role: 'editor',
      password: 'a lamp beside the window',
    }),
  );
  await store.pool.query(`INSERT INTO audit_event (actor_id, channel, type, reason, at, detail) VALUES
    (${admin.person}, 'api', 'request-changes', 'Où est l’été, =SUM(1)?', '2020-05-06T23:59:59Z', '{}'), (NULL,
    'import', 'open', 'harbour', '2020-05-07T00:00:00Z', '{}')`);
});
afterAll(() => store.close());

const actions = async (filter: Parameters<typeof searchAudit>[1]) =>
  (await searchAudit(store, filter)).items.map(({ type }) => type);

describe('the log', () => {
  it('is searched by each of its columns', async () => {
    const ofEditor = await actions({ person: editor.person });
    expect(ofEditor).toEqual(expect.arrayContaining(['set-role', 'submit', 'open']));
    expect(ofEditor).not.toContain('add-person');
    expect(await actions({ type: 'set-role' })).toEqual(['set-role']);
    expect(new Set((await searchAudit(store, { entry })).items.map((fact) => fact.entry?.id))).toEqual(
      new Set([entry]),
    );
    expect(await actions({ channel: 'api' })).toEqual(['request-changes']);
    expect(await actions({ channel: 'import' })).toEqual(['open']);
    expect(await actions({ from: '2020-05-06' as never, to: '2020-05-06' as never })).toEqual(['request-changes']);
    expect(await actions({ from: '2020-05-07' as never, to: '2020-05-07' as never })).toEqual(['open']);
  });

  it.each([
    ['ete', ['request-changes']],
    ['ÉTÉ ou', ['request-changes']],
    ['zoe@exa', ['add-person']],
    ['EXAMPLE.org zoe', ['add-person']],
    ['revie', ['set-role']],
    ["it's \\ a ' word", []],
    [':* & | !', []],
  ])('is searched by the words “%s”', async (q, found) => expect(await actions({ q })).toEqual(found));

  it('finds words by their index', async () => {
    const client = await store.pool.connect();
    await client.query('SET enable_seqscan = off');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT id FROM audit_event WHERE channel <> 'import'
        AND to_tsvector('simple'::regconfig, translate(fold(coalesce(reason, '') || ' ' || detail::text),
        '@./:_-"', '       ')) @@ to_tsquery('simple', 'zoe:*')`,
    );
    await client.query('RESET enable_seqscan');
    client.release();
    expect(rows.map((row) => row['QUERY PLAN']).join()).toContain('audit_event_words_idx');
  });

  it('names who did it and to whom', async () => {
    const [fact] = (await searchAudit(store, { type: 'set-role' })).items;
    expect(fact).toMatchObject({
      actor: { id: admin.person, name: 'Ada' },
      subject: { id: editor.person, name: 'Edda' },
      detail: { role: 'reviewer' },
    });
  });

  it('knows its actions', async () =>
    expect(await auditEventTypes(store)).toEqual([...new Set(await auditEventTypes(store))].sort()));

  it('is read by pages that miss nothing and repeat nothing', async () => {
    const all = (await searchAudit(store, { limit: 100 })).items.map(({ id }) => id);
    const paged: number[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await searchAudit(store, { limit: 2, cursor: cursor === undefined ? undefined : Number(cursor) });
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(paged).toEqual(all);
  });
});

describe('its file', () => {
  const file = async (query: string) =>
    call(exportAudit, { method: 'GET', path: `/api/v1/audit/export?${query}`, headers: await session(store, admin) });

  it('is a table that no spreadsheet takes for formulas', async () => {
    await store.pool.query(
      `INSERT INTO audit_event (actor_id, channel, type, reason)
        VALUES (${admin.person}, 'screen', 'request-changes', $1)`,
      ['=HYPERLINK("https://evil.example","a,b")\n'],
    );
    const answer = await file('format=csv&type=request-changes');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="audit-log.csv"');
    const [head, ...rows] = (await answer.text()).split('\r\n');
    expect(head).toBe('id,at,actor,email,channel,type,entry,title,proposal,person,reason,detail');
    expect(rows[0]).toContain(`"'=HYPERLINK(""https://evil.example"",""a,b"")`);
    expect(rows).toHaveLength(3);
  });

  it('is one JSON document a line, the same facts as the search finds', async () => {
    const lines = (await (await file('format=jsonl&type=set-role')).text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(
      (await searchAudit(store, { type: 'set-role' })).items,
    );
  });

  it('is read from the database only as fast as it is taken', async () => {
    await store.pool.query(
      `INSERT INTO audit_event (actor_id, channel, type) SELECT ${admin.person}, 'cli', 'many'
        FROM generate_series(1, ${MANY})`,
    );
    const batches = everyAuditEvent(store, { type: 'many' });
    const first = await batches.next();
    expect(first.value).toHaveLength(1_000);
    await batches.return(undefined);
    const text = await (await file('format=jsonl&type=many')).text();
    expect(text.trim().split('\n')).toHaveLength(MANY);
  });

  it('refuses what it does not know, by its field', async () => {
    for (const query of [
      'format=xml',
      'format=csv&person=x',
      'format=csv&channel=phone',
      'format=csv&type=A',
      'format=csv&from=2020-02-30',
      'format=csv&nothing=1',
    ]) {
      expect([query, (await file(query)).status]).toEqual([query, 400]);
    }
  });
});

describe('a fact', () => {
  test.each([
    "UPDATE audit_event SET reason = 'x'",
    'UPDATE audit_event SET actor_id = NULL WHERE id = 1',
    'DELETE FROM audit_event',
    'DELETE FROM audit_event WHERE false',
    'TRUNCATE audit_event CASCADE',
    "INSERT INTO audit_event (id, channel, type) VALUES (1, 'cli', 'x') ON CONFLICT (id) DO UPDATE SET type = 'x'",
    "MERGE INTO audit_event f USING (SELECT 1 AS id) s ON f.id = s.id WHEN MATCHED THEN UPDATE SET type = 'x'",
    'WITH gone AS (DELETE FROM audit_event RETURNING id) SELECT * FROM gone',
  ])('is changed by nobody: %s', async (sql) => {
    const before = await store.pool.query('SELECT count(*) AS n, max(type) AS type FROM audit_event');
    await expect(store.pool.query(sql)).rejects.toThrow(/immutable/);
    expect((await store.pool.query('SELECT count(*) AS n, max(type) AS type FROM audit_event')).rows).toEqual(
      before.rows,
    );
  });

  it('is changed by no ordinary role of the database either, which may do anything else', async () => {
    await store.pool.query('CREATE ROLE audit_tester NOLOGIN').catch(() => undefined);
    await store.pool.query('GRANT ALL ON ALL TABLES IN SCHEMA public TO audit_tester');
    const client = await store.pool.connect();
    try {
      await client.query('SET ROLE audit_tester');
      for (const sql of [
        'DELETE FROM audit_event',
        "UPDATE audit_event SET type = 'x'",
        'ALTER TABLE audit_event DISABLE TRIGGER immutable',
        'DROP TABLE audit_event CASCADE',
        "SET session_replication_role = 'replica'",
      ])
        await expect(client.query(sql)).rejects.toThrow();
    } finally {
      await client.query('RESET ROLE');
      client.release();
    }
  });

  it('is read by admins alone, never by a token', async () => {
    const [reviewer, headers] = [await person(store, 'reviewer'), await session(store, admin)];
    expect((await call(audit, { method: 'GET', headers })).status).toBe(200);
    expect((await call(audit, { method: 'GET', headers: await session(store, reviewer) })).status).toBe(403);
    expect(await read(await call(audit, { method: 'GET' }))).toMatchObject({ status: 401 });
  });
});

describe('who was kept out', () => {
  const kept = async () =>
    (await store.prisma.auditEvent.findMany({ where: { type: 'permission-refused' }, orderBy: { id: 'asc' } })).map(
      ({ detail }) => detail,
    );

  it('is noted where a token belongs to nobody, a few times however often it is tried', async () => {
    const before = await kept();
    const secret = `dl_${'A'.repeat(43)}`;
    for (let n = 0; n < 25; n += 1) {
      const answer = await call(listEntries, { method: 'GET', headers: { authorization: `Bearer ${secret}` } });
      expect(answer.status).toBe(401);
    }
    const told = (await kept()).slice(before.length);
    expect(told).toEqual([
      { why: 'a token that nobody holds', times: 1 },
      { why: 'a token that nobody holds', times: 10 },
    ]);
    expect(JSON.stringify(told)).not.toContain(secret);
  });

  it('is not noted where nobody tried anything: no session, and no token', async () => {
    const before = await kept();
    expect((await call(listEntries, { method: 'GET' })).status).toBe(401);
    expect(await kept()).toEqual(before);
  });

  it('is noted with who it is and what they may not do, be it by their role or by the rule of four eyes', async () => {
    const before = await kept();
    const writer = await person(store, 'editor');
    const headers = await session(store, writer);
    for (let n = 0; n < 12; n += 1) expect((await call(newPerson, { body: {}, headers })).status).toBe(403);
    expect((await kept()).slice(before.length)).toEqual([
      { person: writer.person, why: 'not-allowed: POST /people', times: 1 },
      { person: writer.person, why: 'not-allowed: POST /people', times: 10 },
    ]);
    const others = await kept();
    const reviewer = await person(store, 'reviewer');
    const own = done(await createEntry(store, reviewer, entryInput('A ferry is named')));
    done(await submitEntry(store, reviewer, own.entry));
    const answer = await call(approve, {
      params: { id: String(own.entry) },
      body: { hash: own.hash },
      headers: await session(store, reviewer),
    });
    expect((await read(answer)).code).toBe('own-work');
    expect((await kept()).slice(others.length)).toEqual([
      { person: reviewer.person, why: 'own-work: POST /entries/{id}/approve', times: 1 },
    ]);
  });
});

describe('the database and the program', () => {
  it('agree on which entries are passed on', async () => {
    const { rows } = await store.pool.query<{ rule: string }>(
      "SELECT pg_get_triggerdef(oid) AS rule FROM pg_trigger WHERE tgrelid = 'audit_event'::regclass AND tgfoid = " +
        "'notification_is_due'::regproc",
    );
    const passedOn = rows.flatMap(({ rule }) => [...rule.matchAll(/'([a-z-]+)'::text/g)].map(([, type]) => type));
    expect(passedOn.sort()).toEqual(AUDIT_EVENT_TYPES.filter(isPassedOn).sort());
  });

  it('leave writing to the program: no function of the database records an event', async () => {
    const { rows } = await store.pool.query(
      'SELECT proname FROM pg_proc WHERE prosrc ~* \'insert\\s+into\\s+"?(public\\.)?"?audit_event\'',
    );
    expect(rows).toEqual([]);
  });
});
