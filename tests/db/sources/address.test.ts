import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PATCH as changeApi, GET as readEntry } from '../../../app/api/v1/entries/[id]/route.ts';
import { POST as createApi } from '../../../app/api/v1/entries/route.ts';
import { approveEntry } from '../../../lib/editorial/entries/actions/approve-entry.ts';
import { restoreRevision } from '../../../lib/editorial/entries/actions/restore-revision.ts';
import { createEntry, saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import { readSnapshot } from '../../../lib/editorial/entries/store/entry-snapshot.ts';
import { readProposalChange } from '../../../lib/editorial/review/queries/proposal-change.ts';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { EntryId, RevisionId } from '../../../lib/kernel/ids.ts';
import { FORMATS } from '../../../lib/kernel/newsroom/export-settings.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { inputOf } from '../../../lib/kernel/revision/revise.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { entryInput } from '../../support/entries.ts';
import { changeEntry, done, publishedEntry, staffedStore } from '../../support/newsroom.ts';
import { settings } from '../../support/settings.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-address-'));
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
function newDay(): Day {
  month += 1;
  return `2025-${String(month).padStart(2, '0')}-05` as Day;
}
const folder = (day: Day) => `news/${day.slice(0, 7).replace('-', '/')}/5`;
const said = async (entry: EntryId) => (await readSnapshot(store, entry))?.proposed?.text;

async function taken(from: string, publish: boolean) {
  const source = await openSource(from);
  const report = done(await importArchive(store, anna, source, { publish, dryRun: false }));
  await source.close();
  return report;
}

async function approved(entry: EntryId, hash: string) {
  done(await submitEntry(store, wilma, entry));
  return approveEntry(store, rolf, entry, { hash });
}

describe('the address of an entry', () => {
  test('is the chosen one, shown to the reviewer, and stays fixed from the first publication on', async () => {
    const day = newDay();
    const { entry, hash, revision } = done(
      await createEntry(store, wilma, entryInput('東京 26', { day, slug: 'tokyo-vote' })),
    );
    expect(inputOf((await said(entry)) as never).slug).toBe('tokyo-vote');
    done(await submitEntry(store, wilma, entry));
    const change = await readProposalChange(store, { person: rolf.person, fourEyes: true } as never, entry);
    expect(change?.path).toBe(`${folder(day)}/tokyo-vote.md`);
    expect(change?.changes).toContainEqual({ field: 'slug', before: '', after: 'tokyo-vote' });
    expect(done(await approveEntry(store, rolf, entry, { hash })).path).toBe(`${folder(day)}/tokyo-vote.md`);

    const other = await saveEntry(store, wilma, entry, { revision }, entryInput('東京 26', { day, slug: 'edo-vote' }));
    expect(other).toMatchObject({
      ok: false,
      error: {
        code: 'invalid',
        fields: [{ field: 'slug', message: expect.stringMatching(/^can no longer change: .*tokyo-vote\.md/) }],
      },
    });
    await changeEntry(store, wilma, rolf, entry, { headline: 'Tokyo votes' });
    expect((await readSnapshot(store, entry))?.path).toBe(`${folder(day)}/tokyo-vote.md`);
    const next = newDay();
    await changeEntry(store, wilma, rolf, entry, { day: next });
    expect((await readSnapshot(store, entry))?.path).toBe(`${folder(next)}/tokyo-vote.md`);
  });

  test.each(['Tokyo', 'a b', '-a', 'a--b', 'ä', 'index', 'readme', 'con', 'a/b', '..', 'a'.repeat(141)])(
    'cannot be %j',
    async (slug) => {
      const answer = await createEntry(store, wilma, entryInput('A headline', { slug }));
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid', fields: [{ field: 'slug' }] } });
    },
  );

  test('left out stays as it is, and empty follows the headline again', async () => {
    const day = newDay();
    const { entry, revision } = done(await createEntry(store, wilma, entryInput('One', { day, slug: 'chosen' })));
    const kept = done(await saveEntry(store, wilma, entry, { revision }, entryInput('Two', { day })));
    expect((await said(entry))?.kept.slug).toBe('chosen');
    const { hash } = done(
      await saveEntry(store, wilma, entry, { revision: kept.revision }, entryInput('Two', { day, slug: '' })),
    );
    expect(done(await approved(entry, hash)).path).toBe(`${folder(day)}/two.md`);
  });

  test('that another entry has on its day is refused with its name and the next free one', async () => {
    const day = newDay();
    const { entry: first } = await publishedEntry(store, wilma, rolf, 'Ferry sinks', { day });
    const words =
      `is taken on 5 ${MONTHS[month - 1]} 2025 by “Ferry sinks” (entry ${first}). Choose another, such ` +
      'as “ferry-sinks-2”.';
    const refused = await createEntry(store, wilma, entryInput('Another', { day, slug: 'ferry-sinks' }));
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'slug', message: words }] },
    });

    const elsewhere = newDay();
    const { entry, revision } = done(
      await createEntry(store, wilma, entryInput('Another', { day: elsewhere, slug: 'ferry-sinks' })),
    );
    const moved = await saveEntry(store, wilma, entry, { revision }, entryInput('Another', { day }));
    expect(moved).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'slug', message: words }] },
    });
  });

  test('that another entry got since it was chosen stops the approval, and nothing is published', async () => {
    const day = newDay();
    const late = done(await createEntry(store, wilma, entryInput('Late', { day, slug: 'same' })));
    const early = done(await createEntry(store, anna, entryInput('Early', { day, slug: 'same' })));
    done(await submitEntry(store, anna, early.entry));
    done(await approveEntry(store, rolf, early.entry, { hash: early.hash }));
    const answer = await approved(late.entry, late.hash);
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'address-taken', slug: 'same', free: 'same-2', by: { entry: early.entry, title: 'Early' } },
    });
    expect(await readSnapshot(store, late.entry)).toMatchObject({ path: undefined, proposal: { state: 'in_review' } });
  });

  test('clashes like other fields where two chose different ones', async () => {
    const day = newDay();
    const { entry, revision } = done(await createEntry(store, wilma, entryInput('Both', { day })));
    done(await saveEntry(store, wilma, entry, { revision }, entryInput('Both', { day, slug: 'hers' })));
    const answer = await saveEntry(store, anna, entry, { revision }, entryInput('Both', { day, slug: 'mine' }));
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'stale-save', clashes: [{ field: 'slug', base: '', theirs: 'hers', mine: 'mine' }] },
    });
    const joined = done(await saveEntry(store, anna, entry, { revision }, entryInput('Both of them', { day })));
    expect(joined.merged?.fields).toEqual(['slug']);
    expect(await said(entry)).toMatchObject({ headline: 'Both of them', kept: { slug: 'hers' } });
  });

  test('comes back with an earlier text, and stays once it is fixed', async () => {
    const day = newDay();
    const first = done(await createEntry(store, wilma, entryInput('Old words', { day, slug: 'old' })));
    const second = done(
      await saveEntry(
        store,
        wilma,
        first.entry,
        { revision: first.revision },
        entryInput('New words', { day, slug: 'new' }),
      ),
    );
    const back = done(await restoreRevision(store, wilma, first.entry, first.revision));
    expect((await said(first.entry))?.kept.slug).toBe('old');
    done(await approved(first.entry, back.hash));
    done(await restoreRevision(store, wilma, first.entry, second.revision as RevisionId));
    expect(await said(first.entry)).toMatchObject({ headline: 'New words', kept: { slug: 'old' } });
  });
});

describe('an import', () => {
  test('of what was exported changes nothing, and keeps the address of a page that has one', async () => {
    const day = newDay();
    const { entry } = await publishedEntry(store, wilma, rolf, '27', { day, slug: 'came-home' });
    const out = path.join(work, 'out');
    await runExport(store, out, { settings: settings('2018', FORMATS), plan: false, full: true });
    for (const publish of [false, true])
      expect((await taken(out, publish)).entries).toMatchObject({ created: 0, updated: 0 });
    const { path: at, published } = (await readSnapshot(store, entry)) ?? {};
    expect([at, published?.text.kept.slug]).toEqual([`${folder(day)}/came-home.md`, 'came-home']);
  });

  test('gives a draft the address of its page, which no editor changes', async () => {
    const day = newDay();
    const file = path.join(work, 'lines.jsonl');
    writeFileSync(
      file,
      JSON.stringify({
        date: day,
        headline: '28',
        sources: [{ publisher: 'Gazette', url: 'https://gazette.example/28' }],
      }),
    );
    await taken(file, false);
    const entry = (await store.prisma.entry.findUniqueOrThrow({ where: { path: `${folder(day)}/28.md` } }))
      .id as EntryId;
    const draft = (await readSnapshot(store, entry))?.proposed ?? expect.fail('there is no draft');
    const answer = await saveEntry(
      store,
      wilma,
      entry,
      { revision: draft.revision },
      { ...inputOf(draft.text), slug: 'other' },
    );
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'slug', message: expect.stringContaining('/28.md') }] },
    });
  });
});

describe('the API', () => {
  test('takes, gives and shows the address before it is fixed', async () => {
    const day = newDay();
    const headers = await session(store, wilma);
    const created = await call(createApi, { body: entryInput('26', { day }), headers });
    const { entry, revision } = await read<{ entry: EntryId; revision: number }>(created);
    const params = { id: String(entry) };
    const before = await read<{ proposedPath: string; proposal: { fields: object } }>(
      await call(readEntry, { params, headers }),
    );
    expect([before.proposedPath, before.proposal.fields]).toEqual([
      `${folder(day)}/26.md`,
      expect.not.objectContaining({ slug: expect.anything() }),
    ]);
    const body = { fields: entryInput('26', { day, slug: 'twenty-six' }) };
    const changed = await call(changeApi, { params, body, headers: { ...headers, 'If-Match': `"${revision}"` } });
    expect(changed.status).toBe(200);
    const after = await read<{ path: null; proposedPath: string; proposal: { fields: object } }>(
      await call(readEntry, { params, headers }),
    );
    expect([after.path, after.proposedPath, after.proposal.fields]).toEqual([
      null,
      `${folder(day)}/twenty-six.md`,
      expect.objectContaining({ slug: 'twenty-six' }),
    ]);
    const wrong = await call(createApi, { body: entryInput('26', { day, slug: 'Twenty Six' }), headers });
    expect(wrong.status).toBe(422);
    expect(await wrong.json()).toMatchObject({
      fields: [{ field: 'slug', message: expect.stringContaining('Write “twenty-six”.') }],
    });
    expect((await call(createApi, { body: { ...entryInput('26', { day }), slug: 26 }, headers })).status).toBe(400);
  });
});

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
