import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GET as treeFile } from '../../../../app/api/tree/[...path]/route.ts';
import { readDay } from '../../../../lib/editorial/days/queries/day.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../../../lib/editorial/entries/actions/withdraw-entry.ts';
import { changeAuthors } from '../../../../lib/editorial/entries/store/change-authors.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import { runExport } from '../../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../../lib/exchange/import/reading/open-source.ts';
import { verifyTree } from '../../../../lib/exchange/verify/verify-tree.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { EntryId } from '../../../../lib/kernel/ids.ts';
import { FORMATS } from '../../../../lib/kernel/newsroom/export-settings.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import { type EntryInput, inputOf } from '../../../../lib/kernel/revision/revise.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { serveApi } from '../../../support/api.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { changeEntry, done, publishedEntry, staffedStore, takenAway } from '../../../support/newsroom.ts';
import { settings } from '../../../support/settings.ts';
import { filesIn, writeTree } from '../../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-move-'));
let store: Store;
let wilma: Actor;
let rolf: Actor;
let anna: Actor;

beforeAll(async () => {
  ({ store, wilma, rolf, anna } = await staffedStore());
  serveApi(store);
});
afterAll(async () => {
  await store.close();
  rmSync(work, { recursive: true, force: true });
});

let month = 0;
/** Days of a month that no other test uses: the first to the ninth. */
function days(): Day[] {
  month += 1;
  return Array.from(
    { length: 9 },
    (_, i) => `20${40 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-0${i + 1}` as Day,
  );
}

describe('approving another day', () => {
  test('publishes the page there, leaves the old day, and logs where its readers find it', async () => {
    const [from, to] = days() as [Day, Day];
    const stays = await published('Stays', { day: from });
    const { entry, path: old } = await published('Moves', { day: from });
    const there = await published('There before', { day: to });
    const before = (await changes()).length;
    await move(entry, to);

    const path = at(to, 'moves');
    expect(await rowOf(entry)).toMatchObject({
      path,
      slug: 'moves',
      day: new Date(`${to}T00:00:00Z`),
      withdrawnAt: null,
    });
    expect((await changes()).slice(before)).toEqual([
      { kind: 'withdrawn', path: old, redirect: path },
      { kind: 'published', path, redirect: null },
      { kind: 'day', path: at(from, 'index'), redirect: null },
      { kind: 'day', path: at(to, 'index'), redirect: null },
    ]);
    expect(await listed(from)).toEqual([stays.entry]);
    expect(await listed(to)).toEqual([there.entry, entry]);
    expect(await former()).toMatchObject({ [old]: entry });
    expect(
      (await store.prisma.publication.findMany({ where: { entryId: entry }, orderBy: { id: 'asc' } })).map(
        (row) => row.path,
      ),
    ).toEqual([old, path]);
    expect(
      (
        await store.prisma.auditEvent.findFirstOrThrow({
          where: { entryId: entry, type: 'approve' },
          orderBy: { id: 'desc' },
        })
      ).detail,
    ).toMatchObject({ from: old, path });
    const told = await changeAuthors(store, before, before + 4, 10);
    expect(told.changes).toEqual([{ kind: 'published', path, title: 'Moves' }]);
    expect(told.counts).toMatchObject({ published: 1, withdrawn: 0, day: 0 });
  });

  test('to an earlier day keeps the log in the order of the calendar', async () => {
    const [to, from] = days() as [Day, Day];
    const { entry } = await published('Goes back in time', { day: from });
    const before = (await changes()).length;
    await move(entry, to);
    expect((await changes()).slice(before).map((change) => change.path)).toEqual([
      at(from, 'goes-back-in-time'),
      at(to, 'goes-back-in-time'),
      at(to, 'index'),
      at(from, 'index'),
    ]);
  });

  test('keeps the slug, with a number where it is taken there, whatever the case', async () => {
    const [from, to] = days() as [Day, Day];
    const { entry } = await published('The same words', { day: from });
    await published('The same words', { day: to });
    await move(entry, to, { headline: 'Other words' });
    expect((await rowOf(entry)).path).toBe(at(to, 'the-same-words-2'));
  });

  test('an address that a page had is not given to another, nor is the one of a page that was withdrawn', async () => {
    const [one, two] = days() as [Day, Day];
    const moved = await published('Taken once', { day: one });
    await move(moved.entry, two);
    expect((await published('Taken once', { day: one })).path).toBe(at(one, 'taken-once-2'));
    const gone = await published('Gone', { day: one });
    await takenAway(store, wilma, rolf, gone.entry);
    expect((await published('Gone', { day: one })).path).toBe(at(one, 'gone-2'));
    const arrives = await published('Taken once', { day: two });
    await move(arrives.entry, one);
    expect((await rowOf(arrives.entry)).path).toBe(at(one, 'taken-once-2-2'));
  });

  test('back to its day gives it its own address again, and the one between leads there', async () => {
    const [one, two] = days() as [Day, Day];
    const { entry, path: home } = await published('There and back', { day: one });
    await move(entry, two);
    const away = (await rowOf(entry)).path as string;
    await move(entry, one, { headline: 'Another name by now' });
    expect((await rowOf(entry)).path).toBe(home);
    expect(await former()).toMatchObject({ [away]: entry });
    expect(await former()).not.toHaveProperty(home);
    expect(await statusOf(home)).toEqual([200, null]);
    expect(await statusOf(away)).toEqual([308, `/${home}`]);
  });

  test('a withdrawn page can come back on another day', async () => {
    const [one, two] = days() as [Day, Day];
    const { entry, revision, path: old } = await published('Comes back elsewhere', { day: one });
    await takenAway(store, wilma, rolf, entry);
    const text = entryInput('Comes back elsewhere', { day: two });
    const back = done(await saveEntry(store, wilma, entry, { revision }, text));
    done(await submitEntry(store, wilma, entry));
    const before = (await changes()).length;
    const { path } = done(await approveEntry(store, rolf, entry, { hash: back.hash }));
    expect(path).toBe(at(two, 'comes-back-elsewhere'));
    expect((await changes()).slice(before).map(({ kind, redirect }) => [kind, redirect])).toEqual([
      ['withdrawn', path],
      ['published', null],
      ['day', null],
    ]);
    expect(await statusOf(old)).toEqual([308, `/${path}`]);
  });

  test('is shown with the day that it leaves while it waits, and moves nothing before', async () => {
    const [one, two] = days() as [Day, Day];
    const { entry, path, revision, hash } = await published('Waits to move', { day: one });
    await open(entry, { day: two });
    expect(await statusOf(path)).toEqual([200, null]);
    expect(await listed(one)).toEqual([entry]);
    expect(await listed(two)).toEqual([]);
    expect(code(await approveEntry(store, rolf, entry, { hash }))).toBe('text-changed');
    expect((await readSnapshot(store, entry))?.published?.revision).toBe(revision);
  });
});

describe('readers of the old address', () => {
  test('know the entry in the feeds by the id that it was born with', async () => {
    const [from, to] = days() as [Day, Day];
    const { entry, path: old } = await published('Known by its id', { day: from });
    const folder = path.join(work, 'feeds');
    const options = { settings: settings('2017', ['md', 'rss']), plan: false, full: true };
    const ids = async () => {
      await runExport(store, folder, options);
      const files = filesIn(folder);
      return [
        /<guid[^>]*>([^<]*known-by-its-id)</.exec(files['rss.xml'] ?? '')?.[1],
        /<id>([^<]*known-by-its-id)</.exec(files['atom.xml'] ?? '')?.[1],
      ];
    };
    const before = await ids();
    expect(before).toEqual(Array(2).fill(`https://archive.example/${old.replace(/\.md$/, '')}`));
    await move(entry, to);
    expect(await ids()).toEqual(before);
    expect(filesIn(folder)['rss.xml']).toContain(`https://archive.example/${at(to, 'known-by-its-id')}`);
  });

  test('are sent on in every format, along every move, and to where a withdrawal sends them', async () => {
    const [one, two, three] = days() as [Day, Day, Day];
    const { entry, path: first } = await published('Travels', { day: one });
    const target = await published('Where they go then', { day: three });
    await move(entry, two);
    const second = (await rowOf(entry)).path as string;
    for (const ending of ['md', 'html', 'json', 'xml'])
      expect(await statusOf(first.replace(/md$/, ending))).toEqual([308, `/${second.replace(/md$/, ending)}`]);
    await move(entry, three);
    const third = (await rowOf(entry)).path as string;
    expect([await statusOf(first), await statusOf(second)]).toEqual([
      [308, `/${third}`],
      [308, `/${third}`],
    ]);
    await takenAway(store, wilma, rolf, entry, target.entry);
    expect([await statusOf(first), await statusOf(second), await statusOf(third)]).toEqual(
      Array(3).fill([308, `/${target.path}`]),
    );
    await takenAway(store, wilma, rolf, target.entry);
    expect(await statusOf(target.path)).toEqual([410, null]);
  });

  test('are told that it is gone where a moved page was withdrawn without a redirect', async () => {
    const [one, two] = days() as [Day, Day];
    const { entry, path } = await published('Moves, then goes', { day: one });
    await move(entry, two);
    await takenAway(store, wilma, rolf, entry);
    expect(await statusOf(path)).toEqual([410, null]);
  });
});

describe('at the same time', () => {
  test('two moves onto one name and day get two addresses, and no place is lost', async () => {
    for (let round = 0; round < 12; round += 1) {
      const [one, two, to] = days() as [Day, Day, Day];
      const [a, b] = [await published('One name', { day: one }), await published('One name', { day: two })];
      const [first, second] = [await open(a.entry, { day: to }), await open(b.entry, { day: to })];
      const answers = await Promise.all([
        approveEntry(store, rolf, a.entry, first),
        approveEntry(store, anna, b.entry, second),
      ]);
      expect(answers.map((answer) => (answer.ok ? answer.value.path : answer.error.code)).sort()).toEqual([
        at(to, 'one-name-2'),
        at(to, 'one-name'),
      ]);
      expect((await listed(to)).sort()).toEqual([a.entry, b.entry].sort());
      expect([await listed(one), await listed(two)]).toEqual([[], []]);
    }
  });

  test('two entries that change places never wait for each other', async () => {
    for (let round = 0; round < 12; round += 1) {
      const [one, two] = days() as [Day, Day];
      const [a, b] = [await published('Left', { day: one }), await published('Right', { day: two })];
      const [first, second] = [await open(a.entry, { day: two }), await open(b.entry, { day: one })];
      const answers = await Promise.all([
        approveEntry(store, rolf, a.entry, first),
        approveEntry(store, anna, b.entry, second),
      ]);
      expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
      expect([await listed(one), await listed(two)]).toEqual([[b.entry], [a.entry]]);
    }
    const { rows } = await store.pool.query(
      'SELECT (SELECT count(*)::int FROM archive_change) - (SELECT position FROM archive_state) AS gaps',
    );
    expect(rows[0]).toEqual({ gaps: 0 });
  });

  test('a first publication and a move onto the same name get two addresses', async () => {
    for (let round = 0; round < 12; round += 1) {
      const [one, to] = days() as [Day, Day];
      const moves = await published('Wanted', { day: one });
      const draft = done(await createEntry(store, wilma, entryInput('Wanted', { day: to })));
      done(await submitEntry(store, wilma, draft.entry));
      const seen = await open(moves.entry, { day: to });
      const answers = await Promise.all([
        approveEntry(store, rolf, moves.entry, seen),
        approveEntry(store, anna, draft.entry, { hash: draft.hash }),
      ]);
      expect(answers.map((answer) => (answer.ok ? answer.value.path : answer.error.code)).sort()).toEqual([
        at(to, 'wanted-2'),
        at(to, 'wanted'),
      ]);
    }
  });

  test('a move and the withdrawal of a neighbour both stand', async () => {
    for (let round = 0; round < 12; round += 1) {
      const [one, two] = days() as [Day, Day];
      const [moves, goes] = [
        await published('Moves away', { day: two }),
        await published('Is withdrawn', { day: two }),
      ];
      const seen = await open(moves.entry, { day: one });
      done(await withdrawEntry(store, wilma, goes.entry, { reason: 'A copy.', redirectTo: moves.entry }));
      const answers = await Promise.all([
        approveEntry(store, rolf, moves.entry, seen),
        approveEntry(store, anna, goes.entry, { hash: goes.hash }),
      ]);
      expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
      expect([await listed(one), await listed(two)]).toEqual([[moves.entry], []]);
      expect(await statusOf(goes.path)).toEqual([308, `/${at(one, 'moves-away')}`]);
    }
  });

  test('of two reviewers who approve one move, one does', async () => {
    for (let round = 0; round < 12; round += 1) {
      const [one, two] = days() as [Day, Day];
      const { entry } = await published('Approved twice', { day: one });
      const seen = await open(entry, { day: two });
      const answers = await Promise.all([
        approveEntry(store, rolf, entry, seen),
        approveEntry(store, anna, entry, seen),
      ]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      expect(await listed(two)).toEqual([entry]);
    }
  });
});

test.each(['2017', '2018'] as const)(
  'a tree with moved pages verifies, and one of before is what it was (%s)',
  async (edition) => {
    const own = await freshStore();
    const [editor, reviewer] = [await person(own, 'editor'), await person(own, 'reviewer')];
    const day = ['2031-05-06', '2031-07-01'] as [Day, Day];
    const { entry } = await publishedEntry(own, editor, reviewer, 'Moves in the tree', { day: day[0] });
    await publishedEntry(own, editor, reviewer, 'Names it', { day: day[0], related: [{ entry }] });
    const to = (name: string) => path.join(work, `${edition}-${name}`);
    const chosen = settings(edition, FORMATS);
    await runExport(own, to('before'), { settings: chosen, plan: false, full: false });
    const { rows } = await own.pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
    await own.pool.query('SELECT pg_sleep(0.005)');
    await changeEntry(own, editor, reviewer, entry, { day: day[1] });
    await runExport(own, to('after'), { settings: chosen, plan: false, full: false });
    await runExport(own, to('then'), { settings: chosen, plan: false, full: false, asOf: rows[0]?.at.toISOString() });
    expect(filesIn(to('then'))).toEqual(filesIn(to('before')));
    expect((await verifyTree(to('after'))).findings).toEqual([]);
    const after = filesIn(to('after'));
    expect(after['news/2031/05/6/names-it.md']).toContain('(/news/2031/07/1/moves-in-the-tree.md)');
    expect(after).not.toHaveProperty('news/2031/05/6/moves-in-the-tree.md');
    if (edition === '2018')
      expect(after['news/2031/07/1/moves-in-the-tree.md']).toMatch(
        /1\. \[Moves in the tree\]\(\/news\/2031\/05\/6\/moves-in-the-tree\.md\) _.*\(First version\)_/,
      );
    expect(after['changes.json']).toContain('"redirect":"/news/2031/07/1/moves-in-the-tree.md"');
    await own.close();
  },
);

describe('an import', () => {
  const lampTree = (summary = 'What happened.') => ({
    'news/2031/04/9/lamp.md': `### [2031-04-9](/news/2031/04/9/index.md)\n\n# The lamp\n\n${summary}\n\n\n`,
    'news/2031/04/9/storm.md':
      `### [2031-04-9](/news/2031/04/9/index.md)\n\n# The storm\n\n\n\n### Related:\n\n1. ` +
      `[The lamp](/news/2031/04/9/lamp.md) _Context: _\n`,
    'news/2031/04/9/index.md':
      `## [2031-04-9](/news/2031/04/9/index.md)\n\n### [The ` +
      `lamp](/news/2031/04/9/lamp.md)\n${summary}\n\n### [The storm](/news/2031/04/9/storm.md)\n## [Previous ` +
      `Day...](/news/2031/04/8/index.md)\n\n`,
  });
  const MOVED = 'news/2031/04/12/lamp.md';

  test('takes an old page of an entry that moved for what it was, refuses other words there by name', async () => {
    const own = await freshStore();
    const admin = await person(own, 'admin');
    await taken(own, admin, lampTree());
    const lamp = (await own.prisma.entry.findUniqueOrThrow({ where: { path: 'news/2031/04/9/lamp.md' } }))
      .id as EntryId;
    await changeEntry(own, admin, await person(own, 'reviewer'), lamp, { day: '2031-04-12' as Day });
    const entries = await own.prisma.entry.count();
    const again = await taken(own, admin, lampTree());
    expect(again).toMatchObject({ refused: [], entries: { created: 0, updated: 0 }, issues: { sameEvent: 0 } });
    for (const files of [
      lampTree('Said anew.'),
      {
        ...lampTree('Said anew.'),
        'news/2031/04/9/third.md':
          '### [2031-04-9](/news/2031/04/9/index.md)\n\n# A third\n\n\n\n### Related:\n\n1. [The ' +
          'lamp](/news/2031/04/9/lamp.md) _Context: _\n',
      },
    ]) {
      const report = await taken(own, admin, files);
      expect(report.refused).toEqual([
        { path: 'news/2031/04/9/lamp.md', line: 0, reason: expect.stringContaining(`moved to ${MOVED}`) },
      ]);
      expect(report.issues.sameEvent).toBe(0);
    }
    expect(await own.prisma.entry.count()).toBe(entries + 1);
    const third = (await own.prisma.entry.findUniqueOrThrow({ where: { path: 'news/2031/04/9/third.md' } }))
      .id as EntryId;
    expect((await readSnapshot(own, third))?.published?.text.related).toMatchObject([{ entry: lamp }]);
    const names = (day: string) =>
      readDay(own, day as Day).then((view) =>
        view.listed.map(({ entry: shown }) => (shown.kind === 'entry' ? shown.headline : `${shown.link}!`)),
      );
    expect(await names('2031-04-09')).toEqual(['The storm']);
    expect(await names('2031-04-12')).toEqual(['The lamp']);
    await own.close();
  });

  test('of a tree that has the page at its new address changes it there', async () => {
    const own = await freshStore();
    const admin = await person(own, 'admin');
    await taken(own, admin, lampTree());
    const lamp = (await own.prisma.entry.findUniqueOrThrow({ where: { path: 'news/2031/04/9/lamp.md' } }))
      .id as EntryId;
    await changeEntry(own, admin, await person(own, 'reviewer'), lamp, { day: '2031-04-12' as Day });
    const both = {
      ...lampTree(),
      [MOVED]: '### [2031-04-12](/news/2031/04/12/index.md)\n\n# The lamp\n\nFrom the tree.\n\n\n',
    };
    const report = await taken(own, admin, both);
    expect(report).toMatchObject({ refused: [], entries: { created: 0, updated: 1 } });
    expect((await readSnapshot(own, lamp))?.published?.text).toMatchObject({
      day: '2031-04-12',
      summary: 'From the tree.',
    });
    await own.close();
  });

  test('a draft of an import that gets another day is published there', async () => {
    const own = await freshStore();
    const admin = await person(own, 'admin');
    await taken(own, admin, lampTree(), false);
    const lamp = (await own.prisma.entry.findUniqueOrThrow({ where: { path: 'news/2031/04/9/lamp.md' } }))
      .id as EntryId;
    const { proposed } = (await readSnapshot(own, lamp)) ?? {};
    if (!proposed) throw new Error('There is no draft.');
    const saved = done(
      await saveEntry(
        own,
        admin,
        lamp,
        { revision: proposed.revision },
        { ...inputOf(proposed.text), day: '2031-04-12' as Day },
      ),
    );
    done(await submitEntry(own, admin, lamp));
    const { path: now } = done(await approveEntry(own, await person(own, 'reviewer'), lamp, { hash: saved.hash }));
    expect(now).toBe(MOVED);
    expect(await own.prisma.archiveChange.count({ where: { kind: 'withdrawn' } })).toBe(0);
    expect((await readDay(own, '2031-04-09' as Day)).listed.map(({ key }) => key)).not.toContain(`event ${lamp}`);
    expect((await taken(own, admin, lampTree('Said anew.'), false)).refused.map((file) => file.path)).toEqual([
      'news/2031/04/9/lamp.md',
    ]);
    expect((await taken(own, admin, lampTree(), false)).entries.created).toBe(0);
    expect((await readSnapshot(own, lamp))?.published?.text.day).toBe('2031-04-12');
    await own.close();
  });
});

let trees = 0;
async function taken(own: Store, admin: Actor, files: Record<string, string>, publish = true) {
  trees += 1;
  const folder = path.join(work, `tree-${trees}`);
  writeTree(folder, files);
  const source = await openSource(folder);
  const report = done(await importArchive(own, admin, source, { publish, dryRun: false }));
  await source.close();
  return report;
}

function published(headline: string, fields: Parameters<typeof publishedEntry>[4] = {}) {
  return publishedEntry(store, wilma, rolf, headline, fields);
}

/** Has a change of a published entry wait for its approval; returns what the reviewer sees. */
async function open(entry: EntryId, fields: Partial<EntryInput>): Promise<{ hash: string }> {
  const standing = await readSnapshot(store, entry);
  if (!standing?.published) throw new Error('is not published');
  const { hash } = done(
    await saveEntry(
      store,
      wilma,
      entry,
      { revision: standing.published.revision },
      { ...inputOf(standing.published.text), ...fields },
    ),
  );
  done(await submitEntry(store, wilma, entry));
  return { hash };
}

async function move(entry: EntryId, day: Day, fields: Partial<EntryInput> = {}): Promise<void> {
  done(await approveEntry(store, rolf, entry, await open(entry, { ...fields, day })));
}

async function statusOf(file: string): Promise<[number, string | null]> {
  const answer = await treeFile(new Request(`http://localhost/${file}`), {
    params: Promise.resolve({ path: file.split('/') }),
  });
  return [answer.status, answer.headers.get('location')];
}

async function listed(day: Day): Promise<EntryId[]> {
  return (await readDay(store, day)).listed.flatMap(({ entry: shown }) =>
    shown.kind === 'entry' ? [shown.entry] : [],
  );
}

async function former(): Promise<Record<string, number>> {
  const { rows } = await store.pool.query<{ path: string; entry_id: number }>('SELECT path, entry_id FROM former_path');
  return Object.fromEntries(rows.map((row) => [row.path, row.entry_id]));
}

function rowOf(entry: EntryId) {
  return store.prisma.entry.findUniqueOrThrow({ where: { id: entry } });
}

async function changes(): Promise<{ kind: string; path: string; redirect: string | null }[]> {
  return store.prisma.archiveChange.findMany({
    orderBy: { position: 'asc' },
    select: { kind: true, path: true, redirect: true },
  });
}

function at(day: Day, name: string): string {
  return `news/${day.slice(0, 4)}/${day.slice(5, 7)}/${Number(day.slice(8))}/${name}.md`;
}

function code(result: Result<unknown, { code: string }>): string {
  return result.ok ? 'ok' : result.error.code;
}
