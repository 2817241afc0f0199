import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { POST as resolveByApi } from '../../../app/api/v1/import-issues/[id]/route.ts';
import { GET as listItems } from '../../../app/api/v1/import-issues/route.ts';
import { dismissedPairs } from '../../../lib/discovery/suggestions/store/dismissals.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { resolveImportIssue } from '../../../lib/exchange/import/actions/resolve-import-issue.ts';
import { listImportIssues } from '../../../lib/exchange/import/queries/import-issues.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import type { ImportReport } from '../../../lib/exchange/import/report.ts';
import { closeImportIssue } from '../../../lib/exchange/import/store/import-issues.ts';
import type { EntryId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { inTransaction } from '../../../lib/platform/database/transaction.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { sampleTree, writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-issues-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
let store: Store;
let admin: Actor;
let editor: Actor;
let count = 0;

beforeEach(async () => {
  store = await freshStore();
  [admin, editor] = [await person(store, 'admin'), await person(store, 'editor')];
});
afterEach(() => store.close());

const DAY = 'news/2031/05/6';

/** An entry's page of the day above, or of another one. */
function page(title: string, source = 'https://gazette.example/harbour', day = 6): string {
  return (
    `### [2031-05-${day}](/news/2031/05/${day}/index.md)\n\n# ${title}\n\n\n\n\n### Source:\n\n1. ` +
    `[Gazette](${source})\n`
  );
}

const SHORT = 'The harbour of Avila is closed after a storm';
const LONG = 'The harbour of Avila is closed after a storm damages its quay';
const ROAD = 'https://gazette.example/road';
const THREE = {
  [`${DAY}/short.md`]: page(SHORT),
  [`${DAY}/long.md`]: page(LONG),
  [`${DAY}/in-ama-c-nas.md`]: page(`${SHORT}.`),
  [`${DAY}/other.md`]: page('Ferries cost more', ROAD),
};

async function importTree(
  files: Record<string, string>,
  options: { publish?: boolean; dryRun?: boolean } = {},
): Promise<ImportReport> {
  count += 1;
  const folder = path.join(work, String(count));
  writeTree(folder, files);
  const source = await openSource(folder);
  const done = await importArchive(store, admin, source, {
    publish: options.publish ?? true,
    dryRun: options.dryRun ?? false,
  });
  await source.close();
  if (!done.ok) throw new Error(done.error.code);
  return done.value;
}

const open = async () => (await listImportIssues(store)).items;
const titles = async () => (await open()).map((item) => item.entries.map((entry) => entry.title));
const only = async () => {
  const [item, ...others] = await open();
  if (!item || others.length) throw new Error(`${others.length + (item ? 1 : 0)} items are open.`);
  return item;
};

describe('an import puts before the editors', () => {
  test('pages that look like one event, and neither merges nor splits them', async () => {
    const report = await importTree(THREE);
    expect(report.issues).toEqual({ sameEvent: 1, ambiguousContexts: 0, missingLinks: 0 });
    expect(await only()).toMatchObject({
      kind: 'same-event',
      day: '2031-05-06',
      entries: expect.arrayContaining(
        [`${DAY}/in-ama-c-nas.md`, `${DAY}/long.md`, `${DAY}/short.md`].map((at) =>
          expect.objectContaining({ path: at, published: true }),
        ),
      ),
      detail: { reasons: expect.arrayContaining(['They have the same sources.']) },
    });
    expect((await only()).entries).toHaveLength(3);
    expect(await store.prisma.entry.count()).toBe(4);
  });

  test('the same once, however often it is imported; a dry run says it and keeps nothing', async () => {
    expect((await importTree(THREE, { dryRun: true })).issues.sameEvent).toBe(1);
    expect(await open()).toEqual([]);
    await importTree(THREE);
    const before = await only();
    expect((await importTree(THREE)).issues.sameEvent).toBe(0);
    expect((await importTree(THREE, { dryRun: true })).issues.sameEvent).toBe(0);
    expect(
      (await importTree({ ...THREE, [`${DAY}/other.md`]: page('Ferries cost less', ROAD) })).issues.sameEvent,
    ).toBe(0);
    expect(await only()).toEqual(before);
  });

  test('“not the same” is remembered by the pair', async () => {
    const { [`${DAY}/long.md`]: long, ...two } = THREE;
    await importTree(two);
    const { id, entries } = await only();
    const resolved = await resolveImportIssue(store, editor, id, { as: 'different' });
    expect(resolved.ok).toBe(true);
    const [one, other] = entries.map((entry) => entry.id as EntryId).toSorted((a, b) => a - b);
    if (one === undefined || other === undefined) throw new Error('There are two.');
    expect(await dismissedPairs(store.pool, [one, other])).toEqual(new Set([`${one} ${other}`]));
    await store.pool.query('DELETE FROM import_issue');
    expect(
      (await importTree({ ...two, [`${DAY}/short.md`]: page(SHORT, 'https://gazette.example/harbour?page=2') })).issues
        .sameEvent,
    ).toBe(0);
    expect((await importTree({ ...two, [`${DAY}/long.md`]: long ?? '' })).issues.sameEvent).toBe(1);
  });

  test('a page that an earlier import or an editor has, and one that a later import brings', async () => {
    const { [`${DAY}/long.md`]: long, ...two } = THREE;
    await importTree({ [`${DAY}/short.md`]: page(SHORT) });
    await importTree({ [`${DAY}/in-ama-c-nas.md`]: page(`${SHORT}.`) });
    expect(await titles()).toEqual([[SHORT, `${SHORT}.`]]);
    await importTree({ ...two, [`${DAY}/long.md`]: long ?? '' });
    expect((await titles()).map((group) => group.sort())).toEqual([[SHORT, `${SHORT}.`, LONG].sort()]);
  });

  test('an entry under two dates, also where they fall into two batches', async () => {
    const days = Array.from({ length: 3 }, (_, i) => i + 6);
    const many = days.flatMap((day) =>
      Array.from({ length: 300 }, (_, i) => [
        `news/2031/05/${day}/event-${i}.md`,
        page(`Event ${i} of day ${day}`, `https://gazette.example/${day}/${i}`, day),
      ]),
    );
    const files = {
      ...Object.fromEntries(many),
      'news/2031/05/6/a.md': page(LONG, 'https://gazette.example/a', 6),
      'news/2031/05/8/b.md': page(LONG, 'https://gazette.example/b', 8),
    };
    expect((await importTree(files, { dryRun: true })).issues.sameEvent).toBe(1);
    expect((await importTree(files)).issues.sameEvent).toBe(1);
    expect((await only()).entries.map((entry) => entry.path)).toEqual(['news/2031/05/6/a.md', 'news/2031/05/8/b.md']);
  });

  test('links into nowhere, of pages and of days', async () => {
    const report = await importTree(sampleTree());
    expect(report.issues).toMatchObject({ sameEvent: 0, missingLinks: 2 });
    const { items } = await listImportIssues(store, { kind: 'missing-link' });
    expect(items.map((item) => [item.day, item.entries.length, item.detail])).toEqual(
      expect.arrayContaining([
        [
          '2031-04-09',
          1,
          {
            path: 'news/2031/04/9/the-lighthouse-of-sel-is-lit-again.md',
            links: [{ link: '/news/2029/01/2/gone.md', title: 'A page ([http://old.example/x Old]) that nobody kept' }],
          },
        ],
        [
          '2031-04-09',
          0,
          {
            path: 'news/2031/04/9/index.md',
            links: [
              { link: '/news/2031/04/9/lost.md', title: 'Listed, but its page was lost' },
              { link: '/news/2031/04/9/lost-too.md', title: 'Listed with contexts' },
            ],
          },
        ],
      ]),
    );
    const lost = sampleTree()['news/2031/04/9/unlisted.md'] ?? '';
    expect((await importTree({ ...sampleTree(), 'news/2031/04/9/lost.md': lost })).issues).toMatchObject({
      missingLinks: 1,
    });
  });

  test('lists of contexts with two readings, with the one that was taken', async () => {
    await store.prisma.context.createMany({ data: ['Avila, Upper', 'Upper, Loma'].map((name) => ({ name })) });
    const list = 'Avila, Upper, Loma';
    const index =
      `## [2031-05-6](/${DAY}/index.md)\n\n### [Sea](/${DAY}/sea.md)\n_Context: ${list}_\n\n## ` +
      `[Previous Day...](/news/2031/05/5/index.md)\n\n`;
    const report = await importTree({ [`${DAY}/index.md`]: index, [`${DAY}/sea.md`]: page('Sea') });
    expect(report.issues).toEqual({ sameEvent: 0, ambiguousContexts: 1, missingLinks: 0 });
    expect(await only()).toMatchObject({
      kind: 'ambiguous-contexts',
      entries: [{ title: 'Sea', path: `${DAY}/sea.md` }],
      detail: { path: `${DAY}/sea.md`, lists: [{ list, read: ['Avila, Upper', 'Loma'] }] },
    });
  });
});

describe('the list', () => {
  test('comes in pages, by kind, with the counts of each', async () => {
    await importTree({ ...sampleTree(), ...THREE });
    const all = await open();
    expect(all.map((item) => item.kind)).toEqual([
      'same-event',
      'ambiguous-contexts',
      'ambiguous-contexts',
      'missing-link',
      'missing-link',
    ]);
    const pages: number[] = [];
    for (let cursor: Parameters<typeof listImportIssues>[1] = {}; cursor; ) {
      const { items, next, counts } = await listImportIssues(store, { ...cursor, limit: 1 });
      expect(counts).toEqual({ 'same-event': 1, 'ambiguous-contexts': 2, 'missing-link': 2 });
      pages.push(...items.map((item) => item.id));
      const [kind, id] = next?.split('.') ?? [];
      cursor = next ? { cursor: { kind: kind as 'same-event', id: Number(id) } } : undefined;
    }
    expect(pages).toEqual(all.map((item) => item.id));
    expect((await listImportIssues(store, { kind: 'missing-link' })).items).toEqual(all.slice(3));
  });
});

describe('resolving', () => {
  const entryAt = async (at: string) =>
    (await store.prisma.entry.findUniqueOrThrow({ where: { path: `${DAY}/${at}` } })).id as EntryId;

  test('as different takes it off the list for good', async () => {
    await importTree(THREE);
    const { id } = await only();
    expect(await resolveImportIssue(store, editor, id, { as: 'different' })).toEqual({
      ok: true,
      value: { item: id, as: 'different', withdrawals: [], left: [] },
    });
    expect(await open()).toEqual([]);
    expect((await importTree({ ...THREE, [`${DAY}/short.md`]: page(`${SHORT} `) })).issues.sameEvent).toBe(0);
    expect(await open()).toEqual([]);
    // Two of the three that are left alike are no new question.
    const two = {
      ...THREE,
      [`${DAY}/short.md`]: page(`${SHORT}!`),
      [`${DAY}/long.md`]: page('A dam of Loma is opened', 'https://gazette.example/dam'),
    };
    expect((await importTree(two)).issues.sameEvent).toBe(0);
    expect(await open()).toEqual([]);
    expect(
      await inTransaction(store, (tx) => closeImportIssue({ prisma: tx }, editor, id, 'one', { withdrawals: [] })),
    ).toBe(false);
    expect(await resolveImportIssue(store, editor, id, { as: 'different' })).toMatchObject({
      ok: false,
      error: { code: 'already-resolved' },
    });
    expect(await store.prisma.auditEvent.findFirst({ where: { type: 'resolve-import-issue' } })).toMatchObject({
      actorId: editor.person,
      detail: { item: id, as: 'different' },
    });
  });

  test('as one asks that the others be withdrawn, with the kept one for their readers', async () => {
    await importTree(THREE);
    const { id } = await only();
    const keep = await entryAt('long.md');
    const others = [await entryAt('in-ama-c-nas.md'), await entryAt('short.md')].sort((a, b) => a - b);
    const resolved = await resolveImportIssue(store, editor, id, { as: 'one', keep });
    expect(resolved).toMatchObject({ ok: true, value: { left: [] } });
    expect(resolved.ok && [...resolved.value.withdrawals].sort((a, b) => a - b)).toEqual(others);
    const proposals = await store.prisma.proposal.findMany({ where: { withdraws: true }, orderBy: { entryId: 'asc' } });
    expect(proposals.map((one) => [one.entryId, one.redirectToId, one.state])).toEqual(
      others.map((entry) => [entry, keep, 'in_review']),
    );
    expect(await store.prisma.entry.count({ where: { publishedRevisionId: { not: null } } })).toBe(4);
    expect(await open()).toEqual([]);
  });

  test('as one goes on where a withdrawal was refused, once the reason is gone', async () => {
    await importTree(THREE);
    const { id } = await only();
    const keep = await entryAt('long.md');
    const busy = await entryAt('short.md');
    const revision = (await store.prisma.entry.findUniqueOrThrow({ where: { id: busy } })).publishedRevisionId;
    const { id: proposal } = await store.prisma.proposal.create({
      data: {
        entryId: busy,
        state: 'draft',
        revisionId: revision,
        baseRevisionId: revision,
        openedById: editor.person,
      },
    });
    expect(await resolveImportIssue(store, editor, id, { as: 'one', keep })).toMatchObject({
      ok: false,
      error: { code: 'proposal-open' },
    });
    expect(await open()).toHaveLength(1);
    expect(await store.prisma.proposal.count({ where: { withdraws: true } })).toBe(0);
    await store.prisma.proposal.update({
      where: { id: proposal },
      data: { state: 'discarded', decidedById: editor.person },
    });
    expect(await resolveImportIssue(store, editor, id, { as: 'one', keep })).toMatchObject({
      ok: true,
      value: { withdrawals: { length: 2 } },
    });
    expect(await store.prisma.proposal.count({ where: { withdraws: true } })).toBe(2);
  });

  test('says plainly what happens to drafts, and keeps only what is published', async () => {
    await importTree({ [`${DAY}/long.md`]: page(LONG) });
    await importTree({ [`${DAY}/short.md`]: page(SHORT) }, { publish: false });
    const item = await only();
    expect(item.entries.map((entry) => entry.published).sort()).toEqual([false, true]);
    const [published, draft] = [await entryAt('long.md'), await entryAt('short.md')];
    expect(await resolveImportIssue(store, editor, item.id, { as: 'one', keep: draft })).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'keep' }] },
    });
    expect(await resolveImportIssue(store, editor, item.id, { as: 'one', keep: published })).toMatchObject({
      ok: true,
      value: {
        withdrawals: [],
        left: [{ id: draft, why: 'It is a draft that was never published. Ask its authors to discard it.' }],
      },
    });
  });

  test('refuses what does not fit', async () => {
    await importTree({ ...THREE, ...sampleTree() });
    const [group, link] = await open();
    if (!group || !link) throw new Error('nothing to resolve');
    expect(await resolveImportIssue(store, editor, 99_999, { as: 'seen' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect(await resolveImportIssue(store, editor, group.id, { as: 'seen' })).toMatchObject({
      ok: false,
      error: { fields: [{ field: 'as' }] },
    });
    expect(await resolveImportIssue(store, editor, link.id, { as: 'different' })).toMatchObject({
      ok: false,
      error: { fields: [{ field: 'as' }] },
    });
    expect(await resolveImportIssue(store, editor, group.id, { as: 'one' })).toMatchObject({
      ok: false,
      error: { fields: [{ field: 'keep' }] },
    });
    expect(
      await resolveImportIssue(store, { ...editor, scopes: ['archive:read'] }, link.id, { as: 'seen' }),
    ).toMatchObject({
      ok: false,
      error: { code: 'not-allowed' },
    });
    expect(await resolveImportIssue(store, editor, link.id, { as: 'seen' })).toMatchObject({ ok: true });
  });
});

test('the API lists and resolves', async () => {
  serveApi(store);
  await importTree(THREE);
  const headers = await session(store, editor);
  const listed = await read<{ items: { id: number; entries: { id: number }[] }[]; counts: Record<string, number> }>(
    await call(listItems, { method: 'GET', path: '/api/v1/import-issues?kind=same-event', headers }),
  );
  expect(listed.counts['same-event']).toBe(1);
  const [item] = listed.items;
  expect((await call(resolveByApi, { params: { id: String(item?.id) }, body: { as: 'both' }, headers })).status).toBe(
    400,
  );
  const done = await call(resolveByApi, {
    params: { id: String(item?.id) },
    body: { as: 'one', keep: item?.entries[0]?.id },
    headers,
  });
  expect([done.status, await read(done)]).toMatchObject([200, { as: 'one', withdrawals: { length: 2 } }]);
  expect(
    (await call(resolveByApi, { params: { id: String(item?.id) }, body: { as: 'different' }, headers })).status,
  ).toBe(409);
  expect((await call(listItems, { method: 'GET', path: '/api/v1/import-issues?cursor=x', headers })).status).toBe(400);
  expect((await call(listItems, { method: 'GET', path: '/api/v1/import-issues' })).status).toBe(401);
});
