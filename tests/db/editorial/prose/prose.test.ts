import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { POST as approveRoute } from '../../../../app/api/v1/review/prose/[id]/approve/route.ts';
import { POST as discardRoute } from '../../../../app/api/v1/review/prose/[id]/discard/route.ts';
import { GET as readRoute } from '../../../../app/api/v1/review/prose/[id]/route.ts';
import { GET as listRoute } from '../../../../app/api/v1/review/route.ts';
import { approveProseProposal, discardProseProposal } from '../../../../lib/editorial/prose/decide-prose.ts';
import { readProseChange } from '../../../../lib/editorial/prose/prose-change.ts';
import { readReviewQueue } from '../../../../lib/editorial/review/queries/review-queue.ts';
import { runExport } from '../../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../../lib/exchange/import/reading/open-source.ts';
import type { ImportReport } from '../../../../lib/exchange/import/report.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import { makeNotices } from '../../../../lib/notices/actions/make-notices.ts';
import { listNotices } from '../../../../lib/notices/queries/notices.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../../support/api.ts';
import { freshStore, person } from '../../../support/database.ts';
import { settings } from '../../../support/settings.ts';
import { filesIn, writeTree } from '../../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-prose-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const ABOUT = 'opinion/about.md';
const FIRST = '# About\n\nWritten by the admin.\n';
const SECOND = '# About\n\nWritten by the reviewer.\n';
let store: Store;
let [admin, reviewer, other]: Actor[] = [];
let count = 0;

beforeEach(async () => {
  store = await freshStore();
  [admin, reviewer, other] = [
    await person(store, 'admin', 'Ada'),
    await person(store, 'reviewer', 'Rhea'),
    await person(store, 'reviewer', 'Otto'),
  ];
});
afterEach(() => store.close());

async function take(
  actor: Actor | undefined,
  files: Record<string, string>,
  options: { publish?: boolean; dryRun?: boolean } = {},
): Promise<ImportReport> {
  count += 1;
  const folder = path.join(work, String(count));
  writeTree(folder, files);
  const source = await openSource(folder);
  const done = await importArchive(store, actor as Actor, source, {
    publish: options.publish ?? false,
    dryRun: options.dryRun ?? false,
  });
  await source.close();
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}

async function shown(): Promise<string | undefined> {
  count += 1;
  const folder = path.join(work, String(count));
  await runExport(store, folder, { settings: settings('2017', ['md', 'json']), plan: false, full: true });
  return filesIn(folder)[ABOUT];
}

/** What waits of pages of prose. */
const queue = async () =>
  (await readReviewQueue(store, { person: (other as Actor).person, fourEyes: true }, { filter: { kind: 'prose' } }))
    .items;

/** The one proposal that waits. */
async function waiting(): Promise<{ id: number; hash: string }> {
  const items = await queue();
  expect(items).toHaveLength(1);
  const change = await readProseChange(store, items[0]?.id ?? 0);
  return change as NonNullable<typeof change>;
}

const actions = async () =>
  (await store.prisma.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ type }) => type);
const position = async () => (await store.prisma.archiveState.findFirstOrThrow()).position;

describe('a new text of a page of prose that an import does not publish', () => {
  beforeEach(async () => {
    await take(admin, { [ABOUT]: FIRST }, { publish: true });
  });

  test('waits, while readers see the page as it is', async () => {
    const before = await position();
    expect((await take(reviewer, { [ABOUT]: SECOND }, { dryRun: true })).prose).toEqual({
      published: 0,
      waiting: 1,
      unchanged: 0,
    });
    expect(await queue()).toEqual([]);
    expect((await take(reviewer, { [ABOUT]: SECOND })).prose).toEqual({ published: 0, waiting: 1, unchanged: 0 });
    expect(await shown()).toBe(FIRST);
    expect(await position()).toBe(before);
    expect(await readProseChange(store, (await waiting()).id)).toMatchObject({
      before: FIRST,
      after: SECOND,
      isNew: false,
      isStale: false,
    });
    expect((await take(reviewer, { [ABOUT]: SECOND })).prose).toEqual({ published: 0, waiting: 0, unchanged: 1 });
    expect((await take(other, { [ABOUT]: FIRST })).prose).toEqual({ published: 0, waiting: 0, unchanged: 1 });
  });

  test('is published once somebody else approves exactly that text', async () => {
    await take(reviewer, { [ABOUT]: SECOND });
    const { id, hash } = await waiting();
    expect(await approveProseProposal(store, reviewer as Actor, id, { hash })).toMatchObject({
      error: { code: 'own-work' },
    });
    expect(await approveProseProposal(store, await person(store, 'editor'), id, { hash })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(await approveProseProposal(store, other as Actor, id, { hash: '0'.repeat(64) })).toMatchObject({
      error: { code: 'text-changed' },
    });
    expect(await shown()).toBe(FIRST);
    const before = await position();
    const races = await Promise.all(
      [other, admin, other].map((actor) => approveProseProposal(store, actor as Actor, id, { hash })),
    );
    expect(races.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await shown()).toBe(SECOND);
    expect(await position()).toBe(before + 1);
    expect(await queue()).toEqual([]);
    expect((await actions()).filter((type) => type.endsWith('prose'))).toEqual(['propose-prose', 'approve-prose']);
  });

  test('cannot be approved where another one was published meanwhile', async () => {
    await take(reviewer, { [ABOUT]: SECOND });
    const { id, hash } = await waiting();
    await take(admin, { [ABOUT]: '# About\n\nA third one.\n' }, { publish: true });
    expect(await readProseChange(store, id)).toMatchObject({ isStale: true });
    expect(await approveProseProposal(store, other as Actor, id, { hash })).toMatchObject({
      error: { code: 'prose-moved' },
    });
    expect(await shown()).toContain('third');
  });

  test('is discarded by its author or a reviewer, and makes way for another of the same person only', async () => {
    await take(reviewer, { [ABOUT]: SECOND });
    const first = await waiting();
    const blocked = await take(other, { [ABOUT]: '# About\n\nBy Otto.\n' });
    expect(blocked.refused).toEqual([{ path: ABOUT, line: 0, reason: expect.stringContaining("Rhea's text") }]);
    await take(reviewer, { [ABOUT]: '# About\n\nBetter.\n' });
    const { id, hash } = await waiting();
    expect(id).not.toBe(first.id);
    expect(await approveProseProposal(store, other as Actor, first.id, { hash: first.hash })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    expect(await discardProseProposal(store, await person(store, 'editor'), id)).toMatchObject({
      error: { code: 'not-yours' },
    });
    expect(await discardProseProposal(store, reviewer as Actor, id, 'Not now.')).toMatchObject({ ok: true });
    expect(await approveProseProposal(store, other as Actor, id, { hash })).toMatchObject({
      error: { code: 'wrong-state' },
    });
    expect(await shown()).toBe(FIRST);
    await take(reviewer, { [ABOUT]: SECOND });
    const again = await waiting();
    expect(await discardProseProposal(store, other as Actor, again.id, 'It is not\nours.')).toMatchObject({ ok: true });
    expect(await readProseChange(store, again.id)).toMatchObject({
      state: 'discarded',
      decidedBy: { name: 'Otto' },
      reason: 'It is not\nours.',
      isStale: false,
    });
    await makeNotices(store, { now: new Date(), mail: false });
    const told = (await listNotices(store, (reviewer as Actor).person, {})).items;
    expect(told).toMatchObject([
      { kind: 'discarded', by: 'Otto', title: `/${ABOUT}`, change: { kind: 'prose', id: again.id } },
    ]);
  });

  test('is listed, read, approved and discarded over the API', async () => {
    serveApi(store);
    await take(reviewer, { [ABOUT]: SECOND, 'faq/new.md': 'New.\n' });
    const headers = await session(store, other as Actor);
    const list = (await read(await call(listRoute, { headers, method: 'GET', path: '/api/v1/review?kind=prose' }))) as {
      items: { id: number; link: string; isNew: boolean }[];
    };
    expect(list.items).toMatchObject([
      { title: '/faq/new.md', isNew: true, authors: [{ name: 'Rhea' }] },
      { title: `/${ABOUT}`, isNew: false, link: `/review/prose/${list.items[1]?.id}` },
    ]);
    const [page, about] = list.items;
    const shownChange = await read<{ hash: string }>(
      await call(readRoute, { headers, params: { id: String(about?.id) } }),
    );
    expect(shownChange).toMatchObject({ before: FIRST, after: SECOND });
    const approved = await call(approveRoute, {
      headers,
      method: 'POST',
      params: { id: String(about?.id) },
      body: { hash: shownChange.hash },
    });
    expect(approved.status).toBe(200);
    expect(
      (await call(discardRoute, { headers, method: 'POST', params: { id: String(page?.id) }, body: {} })).status,
    ).toBe(200);
    expect(
      (await call(approveRoute, { headers, method: 'POST', params: { id: '99' }, body: { hash: shownChange.hash } }))
        .status,
    ).toBe(404);
    expect(await shown()).toBe(SECOND);
  });
});

test('a page of prose that nobody published yet is not shown until it is approved', async () => {
  await take(reviewer, { [ABOUT]: SECOND });
  expect(await shown()).toBeUndefined();
  const { id, hash } = await waiting();
  expect(await approveProseProposal(store, other as Actor, id, { hash })).toMatchObject({ ok: true });
  expect(await shown()).toBe(SECOND);
});

test.each([true, false])('an import leaves an audit event, whatever it holds (published: %s)', async (publish) => {
  await take(admin, { [ABOUT]: FIRST }, { publish });
  await take(admin, { [ABOUT]: FIRST }, { publish });
  await take(admin, { [ABOUT]: FIRST }, { publish, dryRun: true });
  expect((await actions()).filter((type) => !type.endsWith('prose'))).toEqual(
    Array(2).fill(publish ? 'approve-import' : 'import'),
  );
});
