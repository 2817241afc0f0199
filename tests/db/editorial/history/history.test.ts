import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { POST as restoreOne } from '../../../../app/api/v1/entries/[id]/restore/route.ts';
import { GET as readOne } from '../../../../app/api/v1/entries/[id]/revisions/[revision]/route.ts';
import { GET as compare } from '../../../../app/api/v1/entries/[id]/revisions/diff/route.ts';
import { GET as list } from '../../../../app/api/v1/entries/[id]/revisions/route.ts';
import { openThread } from '../../../../lib/editorial/comments/comment-on-entry.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { discardEntry } from '../../../../lib/editorial/entries/actions/discard-entry.ts';
import { requestEntryChanges } from '../../../../lib/editorial/entries/actions/request-changes.ts';
import { restoreRevision } from '../../../../lib/editorial/entries/actions/restore-revision.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../../../lib/editorial/entries/actions/withdraw-entry.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import { type HistoryView, readHistory } from '../../../../lib/editorial/history/history.ts';
import { readHistoryCursor } from '../../../../lib/editorial/history/history-input.ts';
import { importArchive } from '../../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../../lib/exchange/import/reading/open-source.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { EntryId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../../support/api.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { changeEntry, done, publishedEntry, staffedStore, takenAway } from '../../../support/newsroom.ts';
import { sampleTree, writeTree } from '../../../support/trees.ts';

let store: Store;
let wilma: Actor;
let rolf: Actor;
let anna: Actor;

beforeAll(async () => {
  ({ store, wilma, rolf, anna } = await staffedStore());
  serveApi(store);
});
afterAll(() => store.close());

describe('the history of an entry', () => {
  test('has every move, by proposal, newest first, with successive saves as one line', async () => {
    const first = done(await createEntry(store, wilma, entryInput('First words')));
    const second = done(
      await saveEntry(store, wilma, first.entry, { revision: first.revision }, entryInput('Second words')),
    );
    done(await submitEntry(store, wilma, first.entry));
    done(await requestEntryChanges(store, rolf, first.entry, 'Who says so?'));
    const third = done(
      await saveEntry(store, anna, first.entry, { revision: second.revision }, entryInput('Third words')),
    );
    done(await submitEntry(store, wilma, first.entry));
    done(await approveEntry(store, rolf, first.entry, { hash: third.hash }));
    done(await withdrawEntry(store, wilma, first.entry, { reason: 'It says the same as another page.' }));

    const view = (await readHistory(store, first.entry)) as HistoryView;
    expect(view).toMatchObject({
      state: 'published',
      live: third.revision,
      open: { state: 'in_review', withdraws: true, openedBy: 'Wilma' },
      withdrawal: null,
      former: [],
      next: null,
    });
    expect(view.groups.map((group) => [group.proposal?.asks, group.proposal?.state])).toEqual([
      ['withdraw', 'in_review'],
      ['new', 'approved'],
    ]);
    expect(linesOf(view)).toEqual([
      ['ask-withdrawal Wilma: It says the same as another page.'],
      [
        'approve Rolf',
        'submit Wilma',
        'save Anna',
        'request-changes Rolf: Who says so?',
        'submit Wilma',
        'save×2 Wilma',
      ],
    ]);
    const lines = view.groups.flatMap((group) => group.sittings);
    expect(lines.map(({ newest, oldest }) => [newest.revision, oldest.before]).slice(1)).toEqual([
      [third.revision, null],
      [third.revision, second.revision],
      [third.revision, second.revision],
      [second.revision, first.revision],
      [second.revision, first.revision],
      [second.revision, null],
    ]);
    expect(view.published).toMatchObject([{ revision: third.revision, path: 'news/2031/05/6/third-words.md' }]);
  });

  test('of a moved page names the addresses that it had', async () => {
    const { entry, path: old } = await publishedEntry(store, wilma, rolf, 'Moves away', { day: '2031-05-08' as Day });
    await changeEntry(store, wilma, rolf, entry, { day: '2031-05-09' as Day });
    const view = (await readHistory(store, entry)) as HistoryView;
    expect(view.former).toEqual([old]);
    expect(view.groups[0]?.sittings[0]?.newest).toMatchObject({
      type: 'approve',
      event: { payload: { from: old, path: 'news/2031/05/9/moves-away.md' } },
    });
    expect(view.published.map((one) => one.path).sort()).toEqual([old, 'news/2031/05/9/moves-away.md']);
  });

  test('of a withdrawn page stays, and says why and by whom it went', async () => {
    const target = await publishedEntry(store, wilma, rolf, 'Stays for them');
    const { entry } = await publishedEntry(store, wilma, rolf, 'Goes away');
    await takenAway(store, wilma, rolf, entry, target.entry);
    const view = (await readHistory(store, entry)) as HistoryView;
    expect(view).toMatchObject({
      state: 'withdrawn',
      live: null,
      withdrawal: {
        reason: 'It says the same as another page.',
        askedBy: 'Wilma',
        approvedBy: 'Rolf',
        redirect: target.path,
      },
    });
    expect(linesOf(view)[0]).toEqual(['withdraw Rolf', 'ask-withdrawal Wilma: It says the same as another page.']);
  });

  test('comes in pages that lose and repeat nothing', async () => {
    const { entry, revision } = done(await createEntry(store, wilma, entryInput('Much worked on')));
    let opened = revision;
    for (let n = 0; n < 120; n += 1)
      opened = done(
        await saveEntry(store, n % 2 ? wilma : anna, entry, { revision: opened }, entryInput(`Much worked on ${n}`)),
      ).revision;
    const keys: string[] = [];
    let cursor: string | null = '';
    for (let pages = 0; cursor !== null; pages += 1) {
      const view: HistoryView = (await readHistory(
        store,
        entry,
        cursor ? readHistoryCursor(cursor) : undefined,
      )) as HistoryView;
      keys.push(
        ...view.groups.flatMap((group) => group.sittings.flatMap((sitting) => sitting.lines.map((line) => line.key))),
      );
      cursor = view.next;
      expect(pages).toBeLessThan(3);
    }
    expect(new Set(keys).size).toBe(121);
    expect(keys).toHaveLength(121);
  });

  test('has what imports did, and names who approved them', async () => {
    const own = await freshStore();
    const admin = await person(own, 'admin', 'Ada');
    const work = mkdtempSync(path.join(tmpdir(), 'dateline-history-'));
    writeTree(work, sampleTree());
    const take = async (publish: boolean) => {
      const source = await openSource(work);
      done(await importArchive(own, admin, source, { publish, dryRun: false }));
      await source.close();
    };
    await take(false);
    await take(true);
    const { id } = await own.prisma.entry.findFirstOrThrow({ where: { path: { contains: 'lighthouse' } } });
    const view = (await readHistory(own, id as EntryId)) as HistoryView;
    expect(linesOf(view)).toEqual([['approve-import Ada', 'import Ada']]);
    expect(view.published).toHaveLength(1);
    rmSync(work, { recursive: true });
    await own.close();
  });

  test('of no entry is none', async () => {
    expect(await readHistory(store, 99_999 as EntryId)).toBeUndefined();
  });
});

describe('bringing a text back', () => {
  test('opens a proposal of whoever does it, which somebody else approves', async () => {
    const { entry, revision, hash } = await publishedEntry(store, wilma, rolf, 'As it was', {
      day: '2031-06-01' as Day,
    });
    await changeEntry(store, wilma, rolf, entry, { headline: 'As it became' });
    const live = (await readSnapshot(store, entry))?.published?.revision;
    const back = done(await restoreRevision(store, rolf, entry, revision));
    expect(back).toMatchObject({ changed: true, hash });
    const standing = await readSnapshot(store, entry);
    expect(standing?.proposal).toMatchObject({ state: 'draft', base: live, authors: [rolf.person], hash });
    expect(await lastFact(entry)).toMatchObject({
      type: 'restore',
      actorId: rolf.person,
      detail: { revision: back.revision, of: revision },
    });
    done(await submitEntry(store, rolf, entry));
    expect(code(await approveEntry(store, rolf, entry, { hash }))).toBe('own-work');
    done(await approveEntry(store, anna, entry, { hash }));
    expect((await readSnapshot(store, entry))?.published).toMatchObject({
      revision: back.revision,
      text: { headline: 'As it was' },
    });
  });

  test('goes into the open draft, whose texts stay in the history', async () => {
    const { entry, revision } = await publishedEntry(store, wilma, rolf, 'Standing', { day: '2031-06-02' as Day });
    const draft = done(
      await saveEntry(store, wilma, entry, { revision }, entryInput('Half a thought', { day: '2031-06-02' as Day })),
    );
    done(await restoreRevision(store, anna, entry, revision));
    expect((await readSnapshot(store, entry))?.proposal).toMatchObject({
      id: draft.proposal,
      authors: [wilma.person, anna.person],
    });
    const again = done(await restoreRevision(store, wilma, entry, draft.revision));
    expect((await readSnapshot(store, entry))?.proposed).toMatchObject({
      revision: again.revision,
      text: { headline: 'Half a thought' },
    });
  });

  test('of what stands changes nothing', async () => {
    const { entry, revision } = await publishedEntry(store, wilma, rolf, 'Stands already');
    const facts = await store.prisma.auditEvent.count({ where: { entryId: entry } });
    expect(done(await restoreRevision(store, wilma, entry, revision))).toMatchObject({ changed: false, revision });
    expect(await store.prisma.auditEvent.count({ where: { entryId: entry } })).toBe(facts);
    expect((await readSnapshot(store, entry))?.proposal).toBeUndefined();
  });

  test('brings a withdrawn page back, and a draft that was given up', async () => {
    const { entry, revision, hash, path: old } = await publishedEntry(store, wilma, rolf, 'Gone and back');
    await takenAway(store, wilma, rolf, entry);
    done(await restoreRevision(store, wilma, entry, revision));
    done(await submitEntry(store, wilma, entry));
    expect(done(await approveEntry(store, rolf, entry, { hash }))).toEqual({ entry, path: old });
    const draft = done(await createEntry(store, wilma, entryInput('Given up', { day: '2031-06-03' as Day })));
    done(
      await saveEntry(
        store,
        wilma,
        draft.entry,
        { revision: draft.revision },
        entryInput('Given up elsewhere', { day: '2031-06-04' as Day }),
      ),
    );
    done(await discardEntry(store, wilma, draft.entry));
    done(await restoreRevision(store, anna, draft.entry, draft.revision));
    expect(await readSnapshot(store, draft.entry)).toMatchObject({
      day: '2031-06-03',
      title: 'Given up',
      proposal: { state: 'draft', base: undefined },
    });
  });

  test('is refused for a text of another entry and while a withdrawal waits', async () => {
    const [one, other] = [
      await publishedEntry(store, wilma, rolf, 'One'),
      await publishedEntry(store, wilma, rolf, 'Other'),
    ];
    expect(code(await restoreRevision(store, wilma, one.entry, other.revision))).toBe('not-found');
    expect(code(await restoreRevision(store, wilma, 99_999 as EntryId, other.revision))).toBe('not-found');
    expect(code(await restoreRevision(store, { ...wilma, scopes: ['archive:read'] }, one.entry, one.revision))).toBe(
      'not-allowed',
    );
    await changeEntry(store, wilma, rolf, one.entry, { headline: 'One, later' });
    done(await withdrawEntry(store, wilma, one.entry, { reason: 'A copy.' }));
    expect(code(await restoreRevision(store, wilma, one.entry, one.revision))).toBe('withdrawal-open');
  });

  test('by two at once: one text stands, and neither is lost', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { entry, revision } = await publishedEntry(store, wilma, rolf, `Twice ${round}`);
      await changeEntry(store, wilma, rolf, entry, { headline: `Twice ${round}, later` });
      const answers = await Promise.all([
        restoreRevision(store, wilma, entry, revision),
        restoreRevision(store, anna, entry, revision),
      ]);
      expect(answers.some((answer) => answer.ok && answer.value.changed)).toBe(true);
      for (const answer of answers) if (!answer.ok) expect(answer.error.code).toBe('stale-save');
      expect(await store.prisma.proposal.count({ where: { entryId: entry, state: 'draft' } })).toBe(1);
    }
  });
});

describe('the API', () => {
  test('lists, reads, compares and brings back', async () => {
    const { entry, revision } = await publishedEntry(store, wilma, rolf, 'Seen by machines', {
      day: '2031-06-10' as Day,
    });
    await changeEntry(store, wilma, rolf, entry, { headline: 'Seen by many machines' });
    const headers = await session(store, wilma);
    const params = { id: String(entry) };
    const first = await read<{ items: { revision: number; published: object[] }[]; next: string | null }>(
      await call(list, { method: 'GET', params, headers, path: '/api/v1/x?limit=1' }),
    );
    expect(first).toMatchObject({
      items: [
        {
          headline: 'Seen by many machines',
          author: { name: 'Wilma' },
          channel: 'screen',
          published: [{ by: { name: 'Rolf' } }],
        },
      ],
      next: expect.any(String),
    });
    const second = await read<typeof first>(
      await call(list, { method: 'GET', params, headers, path: `/api/v1/x?cursor=${first.next}` }),
    );
    expect(second).toMatchObject({ items: [{ revision }], next: null });
    const to = first.items[0]?.revision as number;
    const one = await read<object>(
      await call(readOne, { method: 'GET', params: { ...params, revision: String(revision) }, headers }),
    );
    expect(one).toMatchObject({
      revision,
      day: '2031-06-10',
      fields: { headline: 'Seen by machines', contexts: [] },
      kept: {},
    });
    const difference = await read<object>(
      await call(compare, { method: 'GET', params, headers, path: `/api/v1/x?from=${revision}&to=${to}` }),
    );
    expect(difference).toMatchObject({
      from: { revision },
      to: { revision: to },
      changes: [{ field: 'headline', before: 'Seen by machines', after: 'Seen by many machines' }],
    });
    const back = await call(restoreOne, { params, headers, body: { revision } });
    expect([back.status, await read<object>(back)]).toMatchObject([200, { entry, changed: true }]);
  });

  test('says by name what is not there or not right', async () => {
    const { entry } = await publishedEntry(store, wilma, rolf, 'Asked wrongly');
    const headers = await session(store, wilma);
    const params = { id: String(entry) };
    const status = async (handler: Parameters<typeof call>[0], sent: Parameters<typeof call>[1]) =>
      (await call(handler, { method: 'GET', headers, params, ...sent })).status;
    expect(await status(list, { params: { id: '99999' } })).toBe(404);
    expect(await status(list, { path: '/api/v1/x?cursor=abc' })).toBe(400);
    expect(await status(readOne, { params: { ...params, revision: '99999' } })).toBe(404);
    expect(await status(compare, { path: '/api/v1/x?from=1' })).toBe(400);
    expect(await status(compare, { path: '/api/v1/x?from=99998&to=99999' })).toBe(404);
    expect(await status(restoreOne, { method: 'POST', body: { revision: 1, why: '' } })).toBe(400);
  });
});

function linesOf(view: HistoryView): string[][] {
  return view.groups.map((group) =>
    group.sittings.map(
      ({ newest, lines }) =>
        `${newest.type}${lines.length > 1 ? `×${lines.length}` : ''} ` +
        `${newest.name}${newest.reason ? `: ${newest.reason}` : ''}`,
    ),
  );
}

function lastFact(entry: EntryId) {
  return store.prisma.auditEvent.findFirstOrThrow({ where: { entryId: entry }, orderBy: { id: 'desc' } });
}

function code(result: Result<unknown, { code: string }>): string {
  return result.ok ? 'ok' : result.error.code;
}

test('a comment in the history calls people by name', async () => {
  const { entry } = done(await createEntry(store, wilma, entryInput('A harbour is dredged')));
  done(await submitEntry(store, wilma, entry));
  done(await openThread(store, rolf, entry, { field: 'summary', text: `Which harbour, @[${wilma.person}]?` }));
  const view = await readHistory(store, entry);
  expect(view?.groups[0]?.sittings[0]?.newest.comment).toBe('Which harbour, @Wilma?');
});
