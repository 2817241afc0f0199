import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as readBulk } from '../../../app/api/v1/bulk/[id]/route.ts';
import { POST as startBulk } from '../../../app/api/v1/bulk/route.ts';
import { POST as approve } from '../../../app/api/v1/entries/[id]/approve/route.ts';
import { POST as assign } from '../../../app/api/v1/entries/[id]/assign/route.ts';
import { GET as files } from '../../../app/api/v1/entries/[id]/files/route.ts';
import { POST as fix } from '../../../app/api/v1/entries/[id]/fix/route.ts';
import { POST as schedule } from '../../../app/api/v1/entries/[id]/schedule/route.ts';
import { GET as listThreads, POST as openThread } from '../../../app/api/v1/entries/[id]/threads/route.ts';
import { GET as findPeople } from '../../../app/api/v1/people/names/route.ts';
import { GET as queue } from '../../../app/api/v1/review/route.ts';
import { POST as resolve } from '../../../app/api/v1/threads/[id]/resolve/route.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, type ProblemBody, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { done } from '../../support/newsroom.ts';

let store: Store;
let writer: Actor;
let writing: Record<string, string>;
let reviewing: Record<string, string>;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  writer = await person(store, 'editor', 'Wanda');
  writing = await session(store, writer);
  reviewing = await session(store, await person(store, 'reviewer', 'Rita'));
});
afterAll(() => store.close());

async function submitted(headline: string) {
  const made = done(await createEntry(store, writer, entryInput(headline)));
  done(await submitEntry(store, writer, made.entry));
  return { hash: made.hash, entry: made.entry, params: { id: String(made.entry) } };
}

const fieldsOf = async (answer: Response) => [
  answer.status,
  (await read<ProblemBody>(answer)).fields.map(({ field }) => field),
];
const later = () => new Date(Date.now() + 3_600_000).toISOString();

describe('reviewing over HTTP', () => {
  it('lists the queue, the files, the threads and the names that people need, and nothing more of people', async () => {
    const { params, entry } = await submitted('A mast breaks');
    expect(
      (
        await read<{ items: { entry: number }[] }>(
          await call(queue, { method: 'GET', path: '/api/v1/review?purpose=new', headers: writing }),
        )
      ).items.map((item) => item.entry),
    ).toContain(entry);
    expect(
      (await read<{ items: { kind: string }[] }>(await call(files, { method: 'GET', params, headers: writing })))
        .items[0]?.kind,
    ).toBe('page');
    const said = await call(openThread, {
      params,
      body: { field: 'summary', text: 'Which mast?' },
      headers: reviewing,
    });
    expect(said.status).toBe(201);
    const { thread } = await read<{ thread: number }>(said);
    expect((await call(resolve, { params: { id: String(thread) }, headers: writing })).status).toBe(200);
    expect(await read(await call(listThreads, { method: 'GET', params, headers: writing }))).toMatchObject({
      items: [{ id: thread, resolved: { by: { name: 'Wanda' } } }],
    });
    const names = await read<{ items: object[] }>(
      await call(findPeople, { method: 'GET', path: '/api/v1/people/names?q=ri', headers: writing }),
    );
    expect(names).toEqual({ items: [{ id: expect.any(Number), name: 'Rita' }] });
  });

  it.each(['filter=else', 'from=2013-02-30', 'cursor=x', 'author=0', 'author=1&author=2', 'of=me'])(
    'refuses the queue of %s',
    async (query) => {
      expect((await call(queue, { method: 'GET', path: `/api/v1/review?${query}`, headers: reviewing })).status).toBe(
        400,
      );
    },
  );

  it('approves at once or for later, and refuses a time that is none', async () => {
    const { params, hash } = await submitted('A mast is mended');
    expect(await fieldsOf(await call(approve, { params, body: { hash, at: 'tomorrow' }, headers: reviewing }))).toEqual(
      [400, ['at']],
    );
    expect(
      await fieldsOf(
        await call(approve, {
          params,
          body: { hash, at: '2001-01-01T00:00:00Z', farDayConfirmed: true },
          headers: reviewing,
        }),
      ),
    ).toEqual([422, ['at']]);
    const at = later();
    expect(
      await read(await call(approve, { params, body: { hash, at, farDayConfirmed: true }, headers: reviewing })),
    ).toEqual({ entry: Number(params.id), at });
    expect(
      await read(await call(approve, { params, body: { hash, farDayConfirmed: true }, headers: reviewing })),
    ).toMatchObject({
      path: expect.stringContaining('a-mast-is-mended'),
    });
  });

  it.each([{}, { farDayConfirmed: false }, { at: '2001-01-01T00:00:00Z' }])(
    'asks about a day far ahead before it approves %j',
    async (body) => {
      const { params, hash } = await submitted('A mast is dreamt of');
      const asked = await read<ProblemBody>(
        await call(approve, { params, body: { hash, ...body }, headers: reviewing }),
      );
      expect(asked).toMatchObject({
        status: 422,
        code: 'far-day',
        fields: [{ field: 'farDayConfirmed', message: expect.stringContaining('2031-05-06') }],
      });
      expect(asked.detail).toBe(
        '6 May 2031 is in the future. Is the date right? To publish it anyway, confirm the date: ' +
          '“farDayConfirmed”: true in the API, --far-days on the command line.',
      );
      const wrong = await call(approve, { params, body: { hash, farDayConfirmed: 'yes' }, headers: reviewing });
      expect(await fieldsOf(wrong)).toEqual([400, ['farDayConfirmed']]);
      const timed = await call(schedule, { params, body: { hash, at: later() }, headers: reviewing });
      expect(await fieldsOf(timed)).toEqual([422, ['farDayConfirmed']]);
    },
  );

  it('takes bulk wishes that say what they need, and shows a run to whoever asked', async () => {
    const { entry, hash } = await submitted('A mast is sold');
    const wish = (body: object, headers = reviewing) => call(startBulk, { body, headers });
    expect(await fieldsOf(await wish({ action: 'approve', items: [{ entry }] }))).toEqual([400, ['items']]);
    expect(await fieldsOf(await wish({ action: 'request-changes', items: [{ entry }], reason: ' ' }))).toEqual([
      400,
      ['reason'],
    ]);
    expect(await fieldsOf(await wish({ action: 'assign', items: [{ entry }] }))).toEqual([400, ['to']]);
    expect((await wish({ action: 'approve', items: [] })).status).toBe(400);
    expect((await wish({ action: 'publish', items: [{ entry }] })).status).toBe(400);
    expect((await wish({ action: 'approve', items: [{ entry, hash }] }, writing)).status).toBe(403);
    const started = await wish({ action: 'approve', items: [{ entry, hash }] });
    expect(started.status).toBe(202);
    const params = { id: String((await read<{ run: number }>(started)).run) };
    expect((await call(readBulk, { method: 'GET', params, headers: reviewing })).status).toBe(200);
    expect((await call(readBulk, { method: 'GET', params, headers: writing })).status).toBe(404);
  });

  it('refuses what a small fix, an assignment or a comment cannot be', async () => {
    const { params } = await submitted('A mast is lost');
    const badFix = { revision: 1, fields: { headline: 'x', topic: 'y' }, reason: 'z' };
    expect((await call(fix, { params, body: badFix, headers: writing })).status).toBe(400);
    expect(
      (await call(fix, { params, body: { ...badFix, fields: { day: '2013-01-01' } }, headers: writing })).status,
    ).toBe(400);
    expect((await call(assign, { params, body: { to: null }, headers: writing })).status).toBe(403);
    expect((await call(assign, { params, body: {}, headers: reviewing })).status).toBe(400);
    expect((await call(openThread, { params, body: { field: 'path', text: 'x' }, headers: writing })).status).toBe(400);
    expect(
      await fieldsOf(await call(openThread, { params, body: { field: '', text: '  ' }, headers: writing })),
    ).toEqual([422, ['text']]);
  });
});
