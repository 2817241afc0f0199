import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { discardEntry } from '../../../../lib/editorial/entries/actions/discard-entry.ts';
import { mergeEntries } from '../../../../lib/editorial/entries/actions/merge-entries.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { readEntryView } from '../../../../lib/editorial/entries/queries/entry-view.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import { readHistory } from '../../../../lib/editorial/history/history.ts';
import { live, publishedNaming, publishedTargets } from '../../../../lib/editorial/published/published.ts';
import { readProposalFiles } from '../../../../lib/editorial/review/queries/proposal-files.ts';
import { leftAddressAt } from '../../../../lib/exchange/export/queries/left-address.ts';
import { runExport } from '../../../../lib/exchange/export/run-export.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { approvedMerge, changeEntry, done, publishedEntry, takenAway } from '../../../support/newsroom.ts';
import { settings } from '../../../support/settings.ts';
import { filesIn } from '../../../support/trees.ts';

let store: Store;
let wilma: Actor;
let rolf: Actor;
let rita: Actor;
const work = mkdtempSync(path.join(tmpdir(), 'dateline-merge-'));

beforeAll(async () => {
  store = await freshStore();
  wilma = await person(store, 'editor', 'Wilma');
  rolf = await person(store, 'reviewer', 'Rolf');
  rita = await person(store, 'reviewer', 'Rita');
});
afterAll(async () => {
  await store.close();
  rmSync(work, { recursive: true, force: true });
});

const code = (result: Result<unknown, unknown>) => (result.ok ? 'ok' : (result.error as { code: string }).code);
const why = (result: Result<unknown, unknown>) => (result.ok ? 'ok' : (result.error as { why?: string }).why);
const source = (name: string, url: string) => ({ name, url });
let made = 0;

async function context(): Promise<ContextId> {
  made += 1;
  return done(
    await createContext(store, wilma, {
      name: `Thing number ${made} of ${['Ada', 'Bo', 'Cy', 'Di', 'Ed', 'Flo'][made % 6]}`,
      despite: true,
    }),
  ).id;
}

const published = (headline: string, fields: Parameters<typeof publishedEntry>[4] = {}) =>
  publishedEntry(store, wilma, rolf, headline, fields);
const standing = async (entry: EntryId) => (await readSnapshot(store, entry)) ?? expect.unreachable();

async function two() {
  made += 1;
  return {
    keep: await published(`The ferry sinks off Sel ${made}`),
    other: await published(`Ferry goes down near Sel ${made}`),
  };
}

describe('merging two published entries', () => {
  test('publishes one text of both, sends the other page’s readers to it and keeps every source', async () => {
    const [ferry, sea, third] = [await context(), await context(), await published('A third entry')];
    const keep = await published('The ferry sinks', {
      contexts: [ferry],
      sources: [source('Gazette', 'https://gazette.example/ferry'), source('Herald', 'https://herald.example/1')],
      day: '2031-05-06' as Day,
    });
    const other = await published('Ferry lost at sea', {
      contexts: [sea, ferry],
      sources: [
        source('Gazette again', 'http://www.gazette.example/ferry/'),
        source('Zenith', 'https://zenith.example/2'),
      ],
      summary: 'Nobody was hurt.',
      related: [{ entry: third.entry }, { entry: keep.entry }],
      day: '2031-05-07' as Day,
    });
    const opened = done(
      await mergeEntries(store, wilma, keep.entry, { merge: other.entry, fields: { summary: 'merge' } }),
    );
    expect(opened).toMatchObject({ entry: keep.entry, joined: false });
    expect((await standing(other.entry)).status.state).toBe('published');
    const approval = await approvedMerge(store, wilma, rolf, keep.entry);
    expect(approval.path).toBe(keep.path);
    expect((await standing(keep.entry)).published?.text).toMatchObject({
      day: '2031-05-06',
      headline: 'The ferry sinks',
      summary: 'Nobody was hurt.',
      contexts: [ferry, sea],
      related: [{ entry: third.entry }],
      sources: [
        source('Gazette', 'https://gazette.example/ferry'),
        source('Herald', 'https://herald.example/1'),
        source('Zenith', 'https://zenith.example/2'),
      ],
    });
    expect((await standing(other.entry)).status).toMatchObject({ state: 'withdrawn', redirect: keep.entry });
    expect(await leftAddressAt(store, other.path)).toEqual({ redirect: keep.path });
    expect((await readHistory(store, other.entry))?.withdrawal).toMatchObject({
      reason: 'Merged into “The ferry sinks”.',
      askedBy: 'Wilma',
      approvedBy: 'Rolf',
      redirect: keep.path,
    });
    expect((await readEntryView(store, other.entry))?.withdrawn?.withdrawal).toMatchObject({
      redirect: { id: keep.entry },
    });
    const { rows } = await store.pool.query(
      `SELECT kind, path, redirect FROM archive_change WHERE entry_id = $1 ORDER BY position DESC LIMIT 1`,
      [other.entry],
    );
    expect(rows).toEqual([{ kind: 'withdrawn', path: other.path, redirect: keep.path }]);
    const { rows: facts } = await store.pool.query(
      `SELECT type, detail FROM audit_event WHERE entry_id = $1 ORDER BY id DESC LIMIT 1`,
      [other.entry],
    );
    expect(facts).toMatchObject([{ type: 'withdraw', detail: { mergedInto: keep.entry, redirectTo: keep.entry } }]);
  });

  test('is reviewed like any change: whoever merged cannot approve', async () => {
    const { keep, other } = await two();
    const { hash } = done(await mergeEntries(store, rolf, keep.entry, { merge: other.entry }));
    done(await submitEntry(store, rolf, keep.entry));
    expect(code(await approveEntry(store, rolf, keep.entry, { hash }))).toBe('own-work');
    expect((await standing(other.entry)).status.state).toBe('published');
    expect(code(await approveEntry(store, rita, keep.entry, { hash }))).toBe('ok');
    expect((await standing(other.entry)).status.state).toBe('withdrawn');
  });

  test('stops where the other one changed, is worked on or went since, until the two are merged anew', async () => {
    const { keep, other } = await two();
    const { hash } = done(await mergeEntries(store, wilma, keep.entry, { merge: other.entry }));
    done(await submitEntry(store, wilma, keep.entry));
    await changeEntry(store, wilma, rita, other.entry, { sources: [source('Late', 'https://late.example/news')] });
    expect(code(await approveEntry(store, rolf, keep.entry, { hash }))).toBe('merged-moved');
    expect((await standing(keep.entry)).proposal?.state).toBe('in_review');
    const again = done(await mergeEntries(store, wilma, keep.entry, { merge: other.entry }));
    expect(again.hash).not.toBe(hash);
    const { text, revision } = (await standing(other.entry)).published ?? expect.unreachable();
    const draft = done(
      await saveEntry(store, rita, other.entry, { revision }, { ...entryOf(text), summary: 'Begun.' }),
    );
    expect(code(await approveEntry(store, rolf, keep.entry, { hash: again.hash }))).toBe('merged-moved');
    done(await discardEntry(store, rita, draft.entry));
    expect(code(await approveEntry(store, rolf, keep.entry, { hash: again.hash }))).toBe('ok');
    expect((await standing(keep.entry)).published?.text.sources).toContainEqual(
      source('Late', 'https://late.example/news'),
    );
  });

  test('of two approvals at once, one takes the page in', async () => {
    const { keep, other } = await two();
    const { hash } = done(await mergeEntries(store, wilma, keep.entry, { merge: other.entry }));
    done(await submitEntry(store, wilma, keep.entry));
    const both = await Promise.all([
      approveEntry(store, rolf, keep.entry, { hash }),
      approveEntry(store, rita, keep.entry, { hash }),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const { rows } = await store.pool.query(
      `SELECT count(*)::int AS n FROM archive_change WHERE entry_id = $1 AND kind = 'withdrawn'`,
      [other.entry],
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('each into the other, asked at once, never takes both away', async () => {
    const { keep, other } = await two();
    const asked = await Promise.all([
      mergeEntries(store, wilma, keep.entry, { merge: other.entry }),
      mergeEntries(store, rita, other.entry, { merge: keep.entry }),
    ]);
    for (const one of [keep.entry, other.entry]) {
      const { proposal } = await standing(one);
      if (proposal) done(await submitEntry(store, one === keep.entry ? wilma : rita, one));
    }
    const hashes = await Promise.all(
      [keep.entry, other.entry].map(async (one) => (await standing(one)).proposal?.hash ?? ''),
    );
    await Promise.all(
      [keep.entry, other.entry].map((one, i) => approveEntry(store, rolf, one, { hash: hashes[i] ?? '' })),
    );
    const stands = await Promise.all([keep.entry, other.entry].map(async (one) => (await standing(one)).status.state));
    expect(asked.some(({ ok }) => ok)).toBe(true);
    expect(stands).toContain('published');
  });

  test('is refused in plain words for what cannot be one', async () => {
    const { keep, other } = await two();
    const draft = done(await createEntry(store, wilma, entryInput('Never published')));
    const gone = await published('Gone already');
    await takenAway(store, wilma, rolf, gone.entry);
    expect(why(await mergeEntries(store, wilma, keep.entry, { merge: keep.entry }))).toBe('itself');
    expect(why(await mergeEntries(store, wilma, draft.entry, { merge: other.entry }))).toBe('not-published');
    expect(why(await mergeEntries(store, wilma, keep.entry, { merge: gone.entry }))).toBe('other-gone');
    expect(code(await mergeEntries(store, wilma, keep.entry, { merge: 99_999 as EntryId }))).toBe('not-found');
    done(await mergeEntries(store, wilma, keep.entry, { merge: other.entry }));
    const one = await published('A fourth entry');
    expect(why(await mergeEntries(store, wilma, keep.entry, { merge: one.entry }))).toBe('change-open');
    expect(why(await mergeEntries(store, wilma, one.entry, { merge: keep.entry }))).toBe('other-change-open');
    expect(why(await mergeEntries(store, wilma, one.entry, { merge: other.entry }))).toBe('other-change-open');
  });

  test('a draft joins a published entry: its words are proposed there, and it is discarded', async () => {
    const keep = await published('The bridge opens');
    const draft = done(
      await createEntry(
        store,
        rita,
        entryInput('Bridge opened', { sources: [source('Zenith', 'https://zenith.example/bridge')] }),
      ),
    );
    done(
      await saveEntry(
        store,
        rolf,
        draft.entry,
        { revision: draft.revision },
        entryInput('Bridge opened today', { sources: [source('Zenith', 'https://zenith.example/bridge')] }),
      ),
    );
    expect(code(await mergeEntries(store, wilma, keep.entry, { merge: draft.entry }))).toBe('not-yours');
    const { hash, joined } = done(
      await mergeEntries(store, rita, keep.entry, { merge: draft.entry, fields: { headline: 'merge' } }),
    );
    expect(joined).toBe(true);
    expect((await standing(draft.entry)).proposal).toBeUndefined();
    expect((await standing(keep.entry)).proposal?.authors.toSorted()).toEqual([rita.person, rolf.person].toSorted());
    done(await submitEntry(store, rita, keep.entry));
    expect(code(await approveEntry(store, rolf, keep.entry, { hash }))).toBe('own-work');
    const anna = await person(store, 'reviewer', 'Anna');
    done(await approveEntry(store, anna, keep.entry, { hash }));
    expect((await standing(keep.entry)).published?.text).toMatchObject({
      headline: 'Bridge opened today',
      sources: expect.arrayContaining([source('Zenith', 'https://zenith.example/bridge')]),
    });
  });
});

describe('pages that name the one that went', () => {
  test('lead to where its readers are sent, also through a chain', async () => {
    const fresh = await freshStore();
    const [ed, rev] = [await person(fresh, 'editor'), await person(fresh, 'reviewer')];
    const make = (headline: string, fields: Parameters<typeof publishedEntry>[4] = {}) =>
      publishedEntry(fresh, ed, rev, headline, fields);
    const [last, keep, other] = [
      await make('The last'),
      await make('The one that stays'),
      await make('The one that goes'),
    ];
    const naming = await make('A page that names both', { related: [{ entry: other.entry }, { entry: keep.entry }] });
    const single = await make('A page that names one', { related: [{ entry: other.entry }] });
    const out = path.join(work, 'tree');
    let held = (await runExport(fresh, out, { settings: settings('2017'), plan: false, full: false, held: undefined }))
      .held;
    const again = async () => {
      const report = await runExport(fresh, out, { settings: settings('2017'), plan: false, full: false, held });
      held = report.held ?? held;
      return filesIn(out);
    };
    done(await mergeEntries(fresh, ed, keep.entry, { merge: other.entry }));
    const changes = await readProposalFiles(fresh, keep.entry);
    expect(changes?.items.map((item) => [item.path, item.after === null])).toContainEqual([other.path, true]);
    await approvedMerge(fresh, ed, rev, keep.entry);
    const files = await again();
    expect(files[other.path]).toBeUndefined();
    expect(files[single.path]).toContain(`[The one that stays](/${keep.path})`);
    expect(files[naming.path]?.match(/The one that stays/g)).toHaveLength(1);
    for (const item of changes?.items ?? []) expect(files[item.path] ?? null).toBe(item.after);
    await changeEntry(fresh, ed, rev, keep.entry, { headline: 'The one that stayed' });
    expect((await again())[single.path]).toContain('[The one that stayed]');
    await takenAway(fresh, ed, rev, keep.entry, last.entry);
    const led = await again();
    expect(led[single.path]).toContain(`[The last](/${last.path})`);
    expect(await publishedTargets(live(fresh.pool), [other.entry, keep.entry])).toMatchObject([
      { path: last.path },
      { path: last.path },
    ]);
    expect(await publishedNaming(live(fresh.pool), [last.entry], [])).toEqual([naming.entry, single.entry]);
    const whole = path.join(work, 'whole');
    await runExport(fresh, whole, { settings: settings('2017'), plan: false, full: true, held: undefined });
    expect(filesIn(whole)).toEqual(led);
    await fresh.close();
  });
});

function entryOf(text: {
  day: Day;
  topic: string;
  headline: string;
  summary: string;
  sources: { name: string; url: string }[];
  contexts: ContextId[];
}) {
  const { day, topic, headline, summary, sources, contexts } = text;
  return {
    day,
    topic,
    headline,
    summary,
    sources: sources.map(({ name, url }) => ({ name, url })),
    contexts,
    related: [],
  };
}
