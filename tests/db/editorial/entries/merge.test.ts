import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { POST as approveRoute } from '../../../../app/api/v1/entries/[id]/approve/route.ts';
import { POST as mergeRoute } from '../../../../app/api/v1/entries/[id]/rebase/route.ts';
import { PATCH } from '../../../../app/api/v1/entries/[id]/route.ts';
import { POST as create } from '../../../../app/api/v1/entries/route.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { discardEntry } from '../../../../lib/editorial/entries/actions/discard-entry.ts';
import { pullBackEntry } from '../../../../lib/editorial/entries/actions/pull-back-entry.ts';
import { rebaseEntry } from '../../../../lib/editorial/entries/actions/rebase-entry.ts';
import { requestEntryChanges } from '../../../../lib/editorial/entries/actions/request-changes.ts';
import { restoreRevision } from '../../../../lib/editorial/entries/actions/restore-revision.ts';
import { createEntry, type SaveOutcome, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import type { AppError } from '../../../../lib/kernel/app-error.ts';
import type { EntryId, RevisionId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import type { EntryInput } from '../../../../lib/kernel/revision/revise.ts';
import { openStore, type Store } from '../../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../../support/api.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { changeEntry, done, publishedEntry } from '../../../support/newsroom.ts';
import { publishPast } from '../../../support/stale-base.ts';

let store: Store;
let anna: Actor;
let ben: Actor;
let reviewer: Actor;
let headline = 0;
let H: string;

beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  anna = await person(store, 'editor', 'Anna');
  ben = await person(store, 'editor', 'Ben');
  reviewer = await person(store, 'reviewer', 'Rosa');
});
afterAll(() => store.close());
beforeEach(() => {
  headline += 1;
  H = `A bridge opens ${headline}`;
});

const code = <T>(result: Result<T, AppError>) => (result.ok ? 'done' : result.error.code);
const texts = (entry: EntryId) => store.prisma.revision.findMany({ where: { entryId: entry }, orderBy: { id: 'asc' } });
const standing = async (entry: EntryId) => (await readSnapshot(store, entry)) ?? Promise.reject(new Error('no event'));
const save = (who: Actor, entry: EntryId, revision: RevisionId, fields: Partial<EntryInput>, key?: string) =>
  saveEntry(store, who, entry, { revision }, entryInput(H, fields), key);

/** An entry that Anna began and Ben gave another summary. */
async function begun(): Promise<{ entry: EntryId; first: RevisionId; second: SaveOutcome }> {
  const made = done(await createEntry(store, anna, entryInput(H)));
  return {
    entry: made.entry,
    first: made.revision,
    second: done(await save(ben, made.entry, made.revision, { summary: 'It opens at noon.' })),
  };
}

describe('a save that began from an older text', () => {
  test('keeps the text as it was sent, and merges it with what others wrote', async () => {
    const { entry, first, second } = await begun();
    const saved = done(await save(anna, entry, first, { topic: 'Bridges' }));
    expect(saved).toMatchObject({
      changed: true,
      merged: { fields: ['summary'], by: [{ id: ben.person, name: 'Ben' }] },
    });
    const [, , mine, merged] = await texts(entry);
    expect([mine?.id, merged?.id]).toEqual([saved.revision, saved.current]);
    expect([mine?.topic, mine?.summary]).toEqual(['Bridges', 'A sentence that says what happened.']);
    expect([merged?.topic, merged?.summary, merged?.authorId, merged?.hash]).toEqual([
      'Bridges',
      'It opens at noon.',
      anna.person,
      saved.hash,
    ]);
    expect(await standing(entry)).toMatchObject({
      proposal: {
        revision: saved.current,
        hash: saved.hash,
        version: saved.version,
        authors: [anna.person, ben.person],
      },
    });
    const fact = await store.prisma.auditEvent.findFirst({ where: { entryId: entry }, orderBy: { id: 'desc' } });
    expect(fact).toMatchObject({
      type: 'merge',
      actorId: anna.person,
      detail: { mine: saved.revision, merged: saved.current, base: first, theirs: second.revision },
    });
  });

  test('goes on from the text as it was sent, and is merged again', async () => {
    const { entry, first } = await begun();
    const one = done(await save(anna, entry, first, { topic: 'Bridges' }));
    const two = done(await save(anna, entry, one.revision, { topic: 'Bridges of the Loma' }));
    expect(two.merged).toEqual({ fields: ['summary'], by: [{ id: ben.person, name: 'Ben' }] });
    expect((await standing(entry)).proposed?.text).toMatchObject({
      topic: 'Bridges of the Loma',
      summary: 'It opens at noon.',
    });
    const clash = await save(anna, entry, two.revision, { topic: 'Bridges of the Loma', summary: 'It opens at one.' });
    expect(clash).toMatchObject({
      ok: false,
      error: { clashes: [{ field: 'summary', theirs: 'It opens at noon.', mine: 'It opens at one.' }] },
    });
  });

  test('that changed the same field is refused with both, and writes nothing', async () => {
    const { entry, first } = await begun();
    const before = await standing(entry);
    const clash = await save(anna, entry, first, { summary: 'It opens at one.', topic: 'Bridges' });
    const both = {
      field: 'summary',
      base: 'A sentence that says what happened.',
      theirs: 'It opens at noon.',
      mine: 'It opens at one.',
    };
    expect(clash).toMatchObject({
      ok: false,
      error: { code: 'stale-save', clashes: [both], merged: { summary: 'It opens at one.', topic: 'Bridges' } },
    });
    expect(await standing(entry)).toEqual(before);
    expect(await texts(entry)).toHaveLength(2);
  });

  test('but changed nothing since writes nothing, and does not take the form for the newer text', async () => {
    const { entry, first, second } = await begun();
    const saved = done(await save(anna, entry, first, {}));
    expect(saved).toMatchObject({
      changed: false,
      revision: first,
      current: second.revision,
      version: second.version,
      merged: { fields: ['summary'] },
    });
    done(await save(anna, entry, saved.revision, { topic: 'Bridges' }));
    expect((await standing(entry)).proposed?.text.summary).toBe('It opens at noon.');
  });

  test('and says part of what stands already: only the text as it was sent is written', async () => {
    const made = done(await createEntry(store, anna, entryInput(H)));
    const bens = done(await save(ben, made.entry, made.revision, { summary: 'It opens at noon.', topic: 'Bridges' }));
    const saved = done(await save(anna, made.entry, made.revision, { topic: 'Bridges' }));
    expect(saved).toMatchObject({
      changed: true,
      current: bens.revision,
      hash: bens.hash,
      merged: { fields: ['summary'] },
    });
    expect((await texts(made.entry)).map(({ id }) => id)).toEqual([made.revision, bens.revision, saved.revision]);
    const next = done(await save(anna, made.entry, saved.revision, { topic: 'Bridges of the Loma' }));
    expect((await standing(made.entry)).proposed).toMatchObject({
      revision: next.current,
      text: { topic: 'Bridges of the Loma', summary: 'It opens at noon.' },
    });
  });

  test('of a published entry opens a proposal with both', async () => {
    const { entry, revision } = await publishedEntry(store, anna, reviewer, H);
    await changeEntry(store, ben, reviewer, entry, { summary: 'It opens at noon.' });
    const saved = done(await save(anna, entry, revision, { topic: 'Bridges' }));
    const { published, proposal, proposed } = await standing(entry);
    expect(proposal).toMatchObject({
      base: published?.revision,
      revision: saved.current,
      state: 'draft',
      authors: [anna.person],
    });
    expect(proposed?.text).toMatchObject({ topic: 'Bridges', summary: 'It opens at noon.' });
  });

  test('of a published entry opens none where readers see all of it', async () => {
    const { entry, revision } = await publishedEntry(store, anna, reviewer, H);
    await changeEntry(store, ben, reviewer, entry, { summary: 'It opens at noon.', topic: 'Bridges' });
    expect(done(await save(anna, entry, revision, { topic: 'Bridges' }))).toMatchObject({
      proposal: null,
      changed: false,
      revision,
    });
    expect((await standing(entry)).proposal).toBeUndefined();
  });

  test('of another entry is refused', async () => {
    const { entry } = await begun();
    const other = done(await createEntry(store, anna, entryInput('Elsewhere')));
    expect(await save(anna, entry, other.revision, {})).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'If-Match' }] },
    });
  });
});

describe('my own words', () => {
  test('a second save before the first was answered is no conflict', async () => {
    const { entry, revision } = done(await createEntry(store, anna, entryInput(H)));
    const [one, two] = await Promise.all([
      save(anna, entry, revision, { summary: 'It op' }),
      save(anna, entry, revision, { summary: 'It opens.' }),
    ]);
    expect([code(one), code(two)]).toEqual(['done', 'done']);
    const summaries = (await texts(entry)).map(({ summary }) => summary);
    expect(summaries).toEqual(expect.arrayContaining(['It op', 'It opens.']));
  });

  test('nor is it with a save of somebody else in between', async () => {
    const { entry, revision } = done(await createEntry(store, anna, entryInput(H)));
    const one = done(await save(anna, entry, revision, { summary: 'It op' }));
    done(await save(ben, entry, one.revision, { summary: 'It op', topic: 'Bridges' }));
    done(await save(anna, entry, revision, { summary: 'It opens.' }));
    expect((await standing(entry)).proposed?.text).toMatchObject({ summary: 'It opens.', topic: 'Bridges' });
  });

  test('what somebody else wrote stays theirs, also where my other window carried it on', async () => {
    const { entry, first, second } = await begun();
    done(await save(anna, entry, second.revision, { summary: 'It opens at noon.', topic: 'Bridges' }));
    expect(code(await save(anna, entry, first, { summary: 'It opens at one.' }))).toBe('stale-save');
  });
});

describe('a save id', () => {
  test('repeated, gives the same answer and writes nothing, whatever was saved since', async () => {
    const { entry, first } = await begun();
    const saved = done(await save(anna, entry, first, { topic: 'Bridges' }, 'one'));
    const count = (await texts(entry)).length;
    expect(done(await save(anna, entry, first, { topic: 'Bridges' }, 'one'))).toEqual(saved);
    done(await save(ben, entry, saved.current, { summary: 'It opens at two.', topic: 'Spans' }));
    expect(done(await save(anna, entry, first, { topic: 'Bridges' }, 'one'))).toEqual({
      ...saved,
      version: saved.version + 1,
    });
    expect(await texts(entry)).toHaveLength(count + 1);
  });

  test('stands for one text of one entry and one person', async () => {
    const { entry, revision } = done(await createEntry(store, anna, entryInput(H), 'two'));
    expect(done(await createEntry(store, anna, entryInput(H), 'two'))).toMatchObject({ entry, revision });
    expect(code(await createEntry(store, anna, entryInput('Another'), 'two'))).toBe('key-reused');
    expect(code(await save(anna, entry, revision, { topic: 'Bridges' }, 'two'))).toBe('key-reused');
    const saved = done(await save(anna, entry, revision, { topic: 'Bridges' }, 'three'));
    expect(code(await createEntry(store, anna, entryInput(H, { topic: 'Bridges' }), 'three'))).toBe('key-reused');
    expect(done(await createEntry(store, ben, entryInput(H), 'two')).entry).not.toBe(entry);
    expect(done(await save(anna, entry, revision, { topic: 'Bridges' }, 'three'))).toEqual(saved);
  });

  test('repeated 300 times at once, makes one revision, and one event', async () => {
    const { entry, first } = await begun();
    const wide = openStore(store.url, { connections: 30 });
    // That they wait for a connection is not what is tried here.
    wide.pool.options.connectionTimeoutMillis = 60_000;
    const repeats = await Promise.all(
      Array.from({ length: 300 }, () =>
        saveEntry(wide, anna, entry, { revision: first }, entryInput(H, { topic: 'Bridges' }), 'four'),
      ),
    );
    expect(new Set(repeats.map((one) => JSON.stringify(done(one)))).size).toBe(1);
    expect(await texts(entry)).toHaveLength(4);
    const made = await Promise.all(Array.from({ length: 300 }, () => createEntry(wide, anna, entryInput(H), 'five')));
    expect(new Set(made.map((one) => JSON.stringify(done(one)))).size).toBe(1);
    expect(await store.prisma.revision.count({ where: { authorId: anna.person, saveKey: 'five' } })).toBe(1);
    await wide.close();
  }, 120_000);

  describe('over HTTP, where the line is cut after the commit', () => {
    let server: Server;
    let address: string;
    let cuts = 0;
    beforeAll(async () => {
      server = createServer(async (incoming, outgoing) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
        const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
          typeof value === 'string' ? [[name, value] as [string, string]] : [],
        );
        const request = new Request(`http://localhost:3000${incoming.url}`, {
          method: incoming.method ?? 'GET',
          headers,
          body: Buffer.concat(chunks),
        });
        const id = /entries\/(\d+)/.exec(incoming.url ?? '')?.[1];
        const answer = await (id ? PATCH : create)(request, { params: Promise.resolve(id ? { id } : undefined) });
        if (cuts > 0) {
          cuts -= 1;
          incoming.socket.destroy();
          return;
        }
        outgoing.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
      }).listen(0, '127.0.0.1');
      await new Promise((resolve) => server.once('listening', resolve));
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/entries`;
    });
    afterAll(() => {
      server.close();
    });

    /** Sends until somebody answers. */
    async function sendUntilAnswered(
      path: string,
      method: string,
      body: unknown,
      headers: Record<string, string>,
    ): Promise<SaveOutcome> {
      for (;;) {
        const answer = await fetch(`${address}${path}`, {
          method,
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', ...headers },
        }).catch(() => undefined);
        if (answer) return (await answer.json()) as SaveOutcome;
      }
    }

    test('the retry finds the one event and the one revision', async () => {
      const headers = await session(store, anna);
      cuts = 2;
      const made = await sendUntilAnswered('', 'POST', entryInput(H), { ...headers, 'idempotency-key': 'cut-1' });
      cuts = 2;
      const saved = await sendUntilAnswered(
        `/${made.entry}`,
        'PATCH',
        { fields: entryInput(H, { topic: 'Bridges' }) },
        { ...headers, 'if-match': `"${made.revision}"`, 'idempotency-key': 'cut-2' },
      );
      expect(cuts).toBe(0);
      expect((await texts(made.entry)).map(({ id, saveKey }) => [id, saveKey])).toEqual([
        [made.revision, 'cut-1'],
        [saved.revision, 'cut-2'],
      ]);
      expect(await store.prisma.revision.count({ where: { headline: H } })).toBe(2);
      expect(saved).toMatchObject({ changed: true, merged: null, current: saved.revision });
    });
  });

  test('is 1 to 200 visible characters', async () => {
    const headers = { ...(await session(store, anna)), 'idempotency-key': 'x'.repeat(201) };
    const answer = await call(create, { body: entryInput(H), headers });
    expect([answer.status, (await read(answer)).fields[0]?.field]).toEqual([400, 'Idempotency-Key']);
  });
});

describe('an approval that waits for its time', () => {
  async function waiting(): Promise<SaveOutcome> {
    const made = done(await createEntry(store, anna, entryInput(H)));
    done(await submitEntry(store, anna, made.entry));
    await store.pool.query(
      `UPDATE proposal SET publish_at = now() + interval '1 day', scheduled_by = $1, scheduled_hash = $2 WHERE id = $3`,
      [reviewer.person, made.hash, made.proposal],
    );
    return made;
  }
  const isWaiting = async (entry: EntryId) =>
    (await store.prisma.proposal.findFirstOrThrow({ where: { entryId: entry } })).publishAt !== null;

  test.each<[string, (made: SaveOutcome) => Promise<Result<unknown, AppError>>, boolean]>([
    ['another text', ({ entry, revision }) => save(anna, entry, revision, { topic: 'Bridges' }), false],
    ['the same text again', ({ entry, revision }) => save(anna, entry, revision, {}), true],
    ['being pulled back', ({ entry }) => pullBackEntry(store, anna, entry), false],
    ['being sent back', ({ entry }) => requestEntryChanges(store, reviewer, entry, 'Which bridge?'), false],
    ['being discarded', ({ entry }) => discardEntry(store, anna, entry), false],
    ['being approved', ({ entry, hash }) => approveEntry(store, reviewer, entry, { hash }), false],
  ])('%s', async (_, move, stays) => {
    const made = await waiting();
    done(await move(made));
    expect(await isWaiting(made.entry)).toBe(stays);
  });
});

describe('a proposal whose base is no longer published', () => {
  /** Ben's change of a published entry in review, and another text published past it. */
  async function passed(
    mine: Partial<EntryInput>,
    theirs: Partial<EntryInput>,
  ): Promise<{ entry: EntryId; hash: string; revision: RevisionId; onto: number }> {
    const { entry, revision } = await publishedEntry(store, anna, reviewer, H);
    const change = done(await save(ben, entry, revision, mine));
    done(await submitEntry(store, ben, entry));
    return { entry, hash: change.hash, revision: change.revision, onto: await publishPast(store, anna, entry, theirs) };
  }

  test('is merged by anybody, keeps its author and its state, and is approved by its new hash', async () => {
    const { entry, hash, revision, onto } = await passed({ topic: 'Bridges' }, { summary: 'It opens at noon.' });
    expect(await approveEntry(store, reviewer, entry, { hash })).toMatchObject({
      ok: false,
      error: { code: 'stale-base', mergeable: true },
    });
    expect(code(await rebaseEntry(store, reviewer, entry, { hash: '0'.repeat(64) }))).toBe('text-changed');
    const merged = done(await rebaseEntry(store, reviewer, entry, { hash }));
    expect(merged).toMatchObject({ changed: true, merged: { fields: ['summary'], by: [{ name: 'Anna' }] } });
    const { proposal, proposed } = await standing(entry);
    expect(proposal).toMatchObject({ state: 'in_review', base: onto, authors: [ben.person], hash: merged.hash });
    expect(proposed?.text).toMatchObject({ topic: 'Bridges', summary: 'It opens at noon.' });
    const fact = await store.prisma.auditEvent.findFirst({ where: { entryId: entry }, orderBy: { id: 'desc' } });
    expect(fact).toMatchObject({
      type: 'merge',
      actorId: reviewer.person,
      detail: { mine: revision, merged: merged.revision, theirs: onto },
    });
    expect(done(await rebaseEntry(store, reviewer, entry, { hash: merged.hash }))).toMatchObject({
      changed: false,
      version: merged.version,
    });
    expect(code(await approveEntry(store, reviewer, entry, { hash }))).toBe('text-changed');
    expect(code(await approveEntry(store, reviewer, entry, { hash: merged.hash }))).toBe('done');
  });

  test('where its author goes on writing, what was published counts as somebody else’s', async () => {
    const { entry, hash, revision } = await passed({ topic: 'Bridges' }, { summary: 'It opens at noon.' });
    done(await rebaseEntry(store, reviewer, entry, { hash }));
    const saved = done(await save(ben, entry, revision, { topic: 'Bridges of the Loma' }));
    expect(saved.merged).toEqual({ fields: ['summary'], by: [{ id: anna.person, name: 'Anna' }] });
    expect(
      code(await save(ben, entry, saved.revision, { topic: 'Bridges of the Loma', summary: 'It opens at one.' })),
    ).toBe('stale-save');
  });

  test('clashes where both changed one field; its author settles it on top of the new base', async () => {
    const { entry, hash, revision, onto } = await passed(
      { summary: 'It opens at one.' },
      { summary: 'It opens at noon.', topic: 'Bridges' },
    );
    const headers = await session(store, reviewer);
    const params = { id: String(entry) };
    const stale = await call(approveRoute, { params, body: { hash, farDayConfirmed: true }, headers });
    expect([stale.status, await read<object>(stale)]).toMatchObject([409, { code: 'stale-base', mergeable: false }]);
    const refused = await call(mergeRoute, { params, body: { hash }, headers });
    expect([refused.status, await read<object>(refused)]).toMatchObject([
      409,
      {
        code: 'stale-base',
        clashes: [{ field: 'summary', theirs: 'It opens at noon.', mine: 'It opens at one.' }],
        base: { summary: 'A sentence that says what happened.' },
        theirs: { topic: 'Bridges' },
        mine: { summary: 'It opens at one.' },
      },
    ]);
    const settled = await saveEntry(
      store,
      ben,
      entry,
      { revision, base: onto as RevisionId },
      entryInput(H, { summary: 'It opens at half past twelve.', topic: 'Bridges' }),
    );
    expect(code(await approveEntry(store, reviewer, entry, { hash: done(settled).hash }))).toBe('done');
  });
});

describe('the rule of four eyes', () => {
  test('switched off, lets an author approve, and the record says so', async () => {
    const made = done(await createEntry(store, reviewer, entryInput(H)));
    done(await submitEntry(store, reviewer, made.entry));
    expect(code(await approveEntry(store, reviewer, made.entry, { hash: made.hash }))).toBe('own-work');
    await store.pool.query('UPDATE newsroom_settings SET four_eyes = false');
    const approved = await approveEntry(store, reviewer, made.entry, { hash: made.hash });
    await store.pool.query('UPDATE newsroom_settings SET four_eyes = true');
    expect(code(approved)).toBe('done');
    expect(await store.prisma.auditEvent.findFirst({ where: { entryId: made.entry, type: 'approve' } })).toMatchObject({
      detail: { ownWork: true },
    });
  });

  test('kept, leaves no such word', async () => {
    const { entry } = await publishedEntry(store, anna, reviewer, H);
    expect(
      (await store.prisma.auditEvent.findFirst({ where: { entryId: entry, type: 'approve' } }))?.detail,
    ).not.toHaveProperty('ownWork');
  });
});

describe('300 times at once', () => {
  test('an approval against a save: what is published is what was approved, and no save is lost', async () => {
    for (let i = 0; i < 300; i += 1) {
      const made = done(await createEntry(store, anna, entryInput(H)));
      done(await submitEntry(store, anna, made.entry));
      const [approved, saved] = await Promise.all([
        approveEntry(store, reviewer, made.entry, { hash: made.hash }),
        save(ben, made.entry, made.revision, { topic: `Bridges ${i}` }),
      ]);
      const { published, proposed } = await standing(made.entry);
      expect(published?.hash).toBe(approved.ok ? made.hash : undefined);
      expect([saved.ok, proposed?.text.topic]).toEqual([true, `Bridges ${i}`]);
    }
  }, 120_000);

  test('a submission against a discard: one of the two stands, and each that was confirmed is on record', async () => {
    for (let i = 0; i < 300; i += 1) {
      const made = done(await createEntry(store, anna, entryInput(H)));
      const [submitted, discarded] = await Promise.all([
        submitEntry(store, anna, made.entry),
        discardEntry(store, anna, made.entry),
      ]);
      const { state } = await store.prisma.proposal.findUniqueOrThrow({ where: { id: made.proposal ?? 0 } });
      expect(state).toBe(discarded.ok ? 'discarded' : 'in_review');
      expect(submitted.ok || discarded.ok).toBe(true);
      const actions = (
        await store.prisma.auditEvent.findMany({ where: { entryId: made.entry }, orderBy: { id: 'asc' } })
      ).map(({ type }) => type);
      expect(actions).toEqual(['open', ...(submitted.ok ? ['submit'] : []), ...(discarded.ok ? ['discard'] : [])]);
    }
  }, 120_000);

  test('two approvals: one publishes', async () => {
    const second = await person(store, 'admin', 'Ada');
    for (let i = 0; i < 300; i += 1) {
      const made = done(await createEntry(store, anna, entryInput(H)));
      done(await submitEntry(store, anna, made.entry));
      const outcomes = await Promise.all(
        [reviewer, second].map((who) => approveEntry(store, who, made.entry, { hash: made.hash })),
      );
      expect(outcomes.map(code).filter((one) => one === 'done')).toHaveLength(1);
      expect(await store.prisma.publication.count({ where: { entryId: made.entry } })).toBe(1);
    }
  }, 120_000);

  test('two texts brought back: what stands is one of those that were confirmed', async () => {
    for (let i = 0; i < 300; i += 1) {
      const { entry, first, second } = await begun();
      done(await save(anna, entry, second.revision, { summary: 'It opens at one.' }));
      const outcomes = await Promise.all([
        restoreRevision(store, anna, entry, first),
        restoreRevision(store, ben, entry, second.revision),
      ]);
      const confirmed = outcomes.flatMap((one) => (one.ok ? [one.value.revision] : []));
      expect(confirmed).toContain((await standing(entry)).proposal?.revision);
      expect(outcomes.map(code).filter((one) => one !== 'done' && one !== 'stale-save')).toEqual([]);
      expect((await texts(entry)).length).toBe(3 + confirmed.length);
    }
  }, 120_000);

  test('two saves of different fields: both stand', async () => {
    for (let i = 0; i < 300; i += 1) {
      const made = done(await createEntry(store, anna, entryInput(H)));
      const outcomes = await Promise.all([
        save(anna, made.entry, made.revision, { topic: `Bridges ${i}` }),
        save(ben, made.entry, made.revision, { summary: `It opens at ${i}.` }),
      ]);
      expect(outcomes.map(code)).toEqual(['done', 'done']);
      expect((await standing(made.entry)).proposed?.text).toMatchObject({
        topic: `Bridges ${i}`,
        summary: `It opens at ${i}.`,
      });
    }
  }, 120_000);
});
