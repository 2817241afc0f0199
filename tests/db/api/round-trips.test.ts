import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { POST as approve } from '../../../app/api/v1/entries/[id]/approve/route.ts';
import { PATCH as save } from '../../../app/api/v1/entries/[id]/route.ts';
import { POST as submit } from '../../../app/api/v1/entries/[id]/submit/route.ts';
import { POST as create } from '../../../app/api/v1/entries/route.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { fields } from '../../bench/http-bench.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';

type Saved = { entry: number; revision: number; hash: string };

let store: Store;
let editor: Record<string, string>;
let reviewer: Record<string, string>;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  editor = await session(store, await person(store, 'editor'));
  reviewer = await session(store, await person(store, 'reviewer'));
  // The first request of a session and the first settings of a connection are statements of their own.
  await publishOne(1);
});
afterAll(() => store.close());

/** What each action answers, and how many statements it sends until then, the door's included. */
async function counted(answer: () => Promise<Response>): Promise<{ body: Saved; statements: number }> {
  const sent = vi.spyOn(pg.Client.prototype, 'query');
  const response = await answer();
  const statements = sent.mock.calls.length;
  sent.mockRestore();
  expect(response.ok).toBe(true);
  return { body: await read<Saved>(response), statements };
}

async function publishOne(i: number): Promise<Record<'create' | 'save' | 'submit' | 'approve', number>> {
  const key = (n: number) => ({ 'idempotency-key': `00000000-0000-4000-8000-0000000000${n}${i}` });
  const made = await counted(() => call(create, { body: fields(i), headers: { ...editor, ...key(1) } }));
  const { entry, revision } = made.body;
  const params = { id: String(entry) };
  const headers = { ...editor, ...key(2), 'if-match': `"${revision}"` };
  const text = { ...fields(i), summary: 'A second boat is promised.' };
  const saved = await counted(() => call(save, { method: 'PATCH', params, headers, body: { fields: text } }));
  const submitted = await counted(() => call(submit, { params, headers: editor, body: {} }));
  const body = { hash: saved.body.hash, farDayConfirmed: true };
  const approved = await counted(() => call(approve, { params, headers: reviewer, body }));
  return {
    create: made.statements,
    save: saved.statements,
    submit: submitted.statements,
    approve: approved.statements,
  };
}

test('a save and an approval are few round trips: who asks, the beginning, what is read and written', async () => {
  expect(await publishOne(2)).toEqual({ create: 5, save: 6, submit: 7, approve: 11 });
});
