import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { learnArchive } from '../../../lib/discovery/learning/learn-archive.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { reorderDay } from '../../../lib/editorial/days/actions/reorder-day.ts';
import { approveEntry } from '../../../lib/editorial/entries/actions/approve-entry.ts';
import { mergeEntries } from '../../../lib/editorial/entries/actions/merge-entries.ts';
import { saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import { readSnapshot } from '../../../lib/editorial/entries/store/entry-snapshot.ts';
import {
  leftAddressesAfter,
  leftAddressesLedTo,
  leftAddressesOn,
} from '../../../lib/editorial/published/left-addresses.ts';
import { live } from '../../../lib/editorial/published/published.ts';
import type { ExportOptions } from '../../../lib/exchange/export/export-options.ts';
import { publishedFile } from '../../../lib/exchange/export/queries/published-file.ts';
import { treeFileAt } from '../../../lib/exchange/export/queries/tree-file.ts';
import { refreshReadyPages } from '../../../lib/exchange/export/ready-pages.ts';
import type { TargetState } from '../../../lib/exchange/export/report.ts';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import { verifyTree } from '../../../lib/exchange/verify/verify-tree.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId, RevisionId } from '../../../lib/kernel/ids.ts';
import { FORMATS } from '../../../lib/kernel/newsroom/export-settings.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { EntryInput } from '../../../lib/kernel/revision/revise.ts';
import type { Edition } from '../../../lib/kernel/revision/text.ts';
import { leadsTo, leavingsIn } from '../../../lib/layout/formats/left-pages.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import type { Queryable } from '../../../lib/platform/database/kysely.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { approvedMerge, changeEntry, done, publishedEntry, takenAway } from '../../support/newsroom.ts';
import { settings } from '../../support/settings.ts';
import { filesIn } from '../../support/trees.ts';
import { changeContext, mergeContexts, unmergeContext } from '../../support/vocabulary.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-incremental-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
let folders = 0;
const folder = () => {
  folders += 1;
  return path.join(work, `out-${folders}`);
};

const DAYS = ['2031-05-06', '2031-05-07', '2031-05-31', '2031-06-01', '2030-12-31'] as Day[];

/** One step of a newsroom's day; numbers choose among what is there. */
const step = fc.oneof(
  fc.record({
    do: fc.constant('publish' as const),
    day: fc.nat(DAYS.length - 1),
    related: fc.array(fc.nat(9), { maxLength: 3 }),
    contexts: fc.array(fc.nat(2), { maxLength: 3 }),
  }),
  fc.record({ do: fc.constant('retitle' as const), entry: fc.nat(9), word: fc.nat(999) }),
  fc.record({ do: fc.constant('relate' as const), entry: fc.nat(9), related: fc.array(fc.nat(9), { maxLength: 3 }) }),
  fc.record({ do: fc.constant('withdraw' as const), entry: fc.nat(9), to: fc.option(fc.nat(9)) }),
  fc.record({ do: fc.constant('merge-entries' as const), entry: fc.nat(9), other: fc.nat(9) }),
  fc.record({ do: fc.constant('reorder' as const), day: fc.nat(DAYS.length - 1) }),
  fc.record({ do: fc.constant('move' as const), entry: fc.nat(9), day: fc.nat(DAYS.length - 1) }),
  fc.record({ do: fc.constant('back' as const), entry: fc.nat(9), day: fc.nat(DAYS.length - 1) }),
  fc.record({ do: fc.constant('rename' as const), context: fc.nat(2), word: fc.nat(2) }),
  fc.record({ do: fc.constant('merge' as const), context: fc.nat(2), into: fc.nat(2) }),
  fc.record({ do: fc.constant('unmerge' as const), context: fc.nat(2) }),
);
/** Steps that change where a page is, or whether it does. */
const addressStep = fc.oneof(
  fc.record({ do: fc.constant('withdraw' as const), entry: fc.nat(4), to: fc.option(fc.nat(4), { freq: 4 }) }),
  fc.record({ do: fc.constant('merge-entries' as const), entry: fc.nat(4), other: fc.nat(4) }),
  fc.record({ do: fc.constant('move' as const), entry: fc.nat(4), day: fc.nat(DAYS.length - 1) }),
  fc.record({ do: fc.constant('back' as const), entry: fc.nat(4), day: fc.nat(DAYS.length - 1) }),
  fc.record({ do: fc.constant('retitle' as const), entry: fc.nat(4), word: fc.nat(999) }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Newsroom {
  readonly store: Store;
  readonly editor: Actor;
  readonly reviewer: Actor;
  readonly entries: EntryId[] = [];
  readonly contexts: ContextId[] = [];

  constructor(store: Store, editor: Actor, reviewer: Actor) {
    this.store = store;
    this.editor = editor;
    this.reviewer = reviewer;
  }

  static async open(): Promise<Newsroom> {
    const store = await freshStore();
    const room = new Newsroom(store, await person(store, 'editor'), await person(store, 'reviewer'));
    for (const name of ['Harbour', 'Ferry, the old', 'Élan'])
      room.contexts.push(done(await createContext(store, room.editor, { name })).id);
    return room;
  }

  async take(one: Step): Promise<void> {
    if (one.do === 'publish') await this.publish(one);
    else if (one.do === 'rename' || one.do === 'merge' || one.do === 'unmerge') await this.manage(one);
    else if (one.do === 'reorder') await this.reorder(DAYS[one.day] as Day);
    else if (one.do === 'withdraw') await this.withdraw(one.entry, one.to);
    else if (one.do === 'back') await this.bringBack(one.entry, DAYS[one.day] as Day);
    else if (one.do === 'merge-entries') await this.mergeEntries(one.entry, one.other);
    else if (this.entries.length) await this.change(one);
  }

  /** What the vocabulary refuses is no step. Half of what was published is learned by then. */
  private async manage(one: Extract<Step, { do: 'rename' | 'merge' | 'unmerge' }>): Promise<void> {
    if (one.context === 1) await learnArchive(this.store);
    const id = this.contexts[one.context] as ContextId;
    const version = async (of: ContextId) =>
      (await this.store.prisma.context.findUniqueOrThrow({ where: { id: of } })).version;
    if (one.do === 'unmerge') await unmergeContext(this.store, this.reviewer, id, { version: await version(id) });
    else if (one.do === 'rename')
      await changeContext(this.store, this.reviewer, id, {
        version: await version(id),
        name: `${['Quay', 'Tram', 'Élan'][one.word]} of ${id}`,
        despite: true,
      });
    else {
      const into = this.contexts[one.into] as ContextId;
      await mergeContexts(this.store, this.reviewer, id, {
        into,
        version: await version(id),
        intoVersion: await version(into),
      });
    }
  }

  /** A withdrawn entry stays in the room: others may go on naming it. */
  private async withdraw(which: number, to: number | null): Promise<void> {
    const [entry, target] = [this.at(which), to === null ? undefined : this.at(to)];
    const published = entry && (await readSnapshot(this.store, entry))?.published;
    const isThere = target && target !== entry && (await readSnapshot(this.store, target))?.published;
    if (entry && published)
      await takenAway(this.store, this.editor, this.reviewer, entry, isThere ? target : undefined);
  }

  /** A withdrawn page that is published again, on the same day or another. */
  private async bringBack(which: number, day: Day): Promise<void> {
    const entry = this.at(which);
    const row = entry && (await this.store.prisma.entry.findUniqueOrThrow({ where: { id: entry } }));
    if (!entry || !row?.withdrawnAt) return;
    const last = await this.store.prisma.revision.findFirstOrThrow({
      where: { entryId: entry },
      orderBy: { id: 'desc' },
    });
    const saved = await saveEntry(
      this.store,
      this.editor,
      entry,
      { revision: last.id as RevisionId },
      entryInput(last.headline, { day, summary: last.summary }),
    );
    if (!saved.ok) return;
    done(await submitEntry(this.store, this.editor, entry));
    done(await approveEntry(this.store, this.reviewer, entry, { hash: saved.value.hash }));
  }

  /** What cannot be merged is no step. */
  private async mergeEntries(which: number, other: number): Promise<void> {
    const [keep, gone] = [this.at(which), this.at(other)];
    if (keep && gone && (await mergeEntries(this.store, this.editor, keep, { merge: gone })).ok)
      await approvedMerge(this.store, this.editor, this.reviewer, keep);
  }

  private at(which: number): EntryId | undefined {
    return this.entries[which % Math.max(this.entries.length, 1)];
  }

  private async publish(one: Extract<Step, { do: 'publish' }>): Promise<void> {
    const contexts = [...new Set(one.contexts)].map((i) => this.contexts[i] as ContextId);
    const fields = {
      day: DAYS[one.day] as Day,
      contexts,
      related: this.some(one.related),
      summary: one.related.length ? '' : 'What happened.',
    };
    this.entries.push(
      (await publishedEntry(this.store, this.editor, this.reviewer, `Event ${this.entries.length} of the day`, fields))
        .entry,
    );
  }

  private async change(one: Extract<Step, { do: 'retitle' | 'relate' | 'move' }>): Promise<void> {
    const entry = this.entries[one.entry % this.entries.length] as EntryId;
    const fields = this.fieldsOf(one, entry);
    await changeEntry(this.store, this.editor, this.reviewer, entry, fields).catch((error: Error) => {
      if (!/nothing-changed|no-open-proposal|is not published|not exist|not published/.test(error.message)) throw error;
    });
  }

  private fieldsOf(one: Extract<Step, { do: 'retitle' | 'relate' | 'move' }>, entry: EntryId): Partial<EntryInput> {
    if (one.do === 'retitle') return { headline: `Another headline ${one.word}` };
    if (one.do === 'move') return { day: DAYS[one.day] as Day };
    return { related: this.some(one.related).filter((item) => item.entry !== entry) };
  }

  private async reorder(day: Day): Promise<void> {
    const { rows } = await this.store.pool.query<{ version: number; n: number }>(
      'SELECT d.version, jsonb_array_length(o.entries) AS n FROM day d JOIN day_order o ON o.id = d.order_id WHERE ' +
        'd.day = $1',
      [day],
    );
    const [row] = rows;
    if (row && row.n > 1)
      done(
        await reorderDay(this.store, this.reviewer, day, {
          version: row.version,
          positions: [...Array(row.n).keys()].reverse(),
        }),
      );
  }

  private some(numbers: readonly number[]): { entry: EntryId }[] {
    const chosen = new Set(
      numbers.flatMap((n) => (this.entries.length ? [this.entries[n % this.entries.length] as EntryId] : [])),
    );
    return [...chosen].map((entry) => ({ entry }));
  }
}

/** What a folder is given, run by run. */
class Target {
  readonly at = folder();
  private held: TargetState | undefined;
  private readonly store: Store;
  private readonly edition: Edition;

  constructor(store: Store, edition: Edition) {
    this.store = store;
    this.edition = edition;
  }

  async export(options: Partial<ExportOptions> = {}) {
    const given = await runExport(this.store, this.at, {
      settings: settings(this.edition, FORMATS),
      plan: false,
      full: false,
      held: this.held,
      ...options,
    });
    this.held = given.held ?? this.held;
    return given;
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('whatever happens in a newsroom', () => {
  test.each(['2017', '2018'] as const)(
    'exports of what changed give the bytes of a full one, and each instant its own for ever (%s)',
    async (edition) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
          const room = await Newsroom.open();
          const kept = new Target(room.store, edition);
          const past: { instant: string; files: Record<string, string> }[] = [];
          for (const one of steps) {
            await room.take(one);
            const report = await kept.export();
            expect(report.full).toBe(one === steps[0]);
            const { rows } = await room.store.pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
            past.push({ instant: rows[0]?.at.toISOString() ?? '', files: filesIn(kept.at) });
            await pause(3);
          }
          const whole = new Target(room.store, edition);
          await whole.export();
          expect(filesIn(kept.at)).toEqual(filesIn(whole.at));
          for (const { instant, files } of past) {
            await whole.export({ asOf: instant });
            expect(filesIn(whole.at)).toEqual(files);
          }
          await room.store.close();
        }),
        { numRuns: 6, endOnFailure: true },
      );
    },
    180_000,
  );
});

/**
 * The paths at which each page was so far, and by what the archive holds now, where readers of those that it left
 * end.
 */
class Addresses {
  private readonly seen = new Map<string, number>();
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  async leadOn(): Promise<Record<string, string>> {
    const rows = await this.store.prisma.entry.findMany({
      select: { id: true, path: true, publishedRevisionId: true, redirectToId: true },
    });
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const { id, path: at, publishedRevisionId } of rows)
      if (at !== null && publishedRevisionId !== null) this.seen.set(at, id);
    const ends = (id: number): string | undefined => {
      const row = byId.get(id);
      if (row?.publishedRevisionId) return row.path ?? undefined;
      return row?.redirectToId ? ends(row.redirectToId) : undefined;
    };
    const leads = [...this.seen].flatMap(([left, id]) => {
      const to = ends(id);
      return to === undefined || to === left ? [] : [[left, to] as const];
    });
    return Object.fromEntries(leads.sort());
  }
}

/** Where the HTML pages of a tree that only send readers on lead to. */
function leadingPages(files: Record<string, string>): Record<string, string> {
  const leads = Object.entries(files).flatMap(([file, text]) => {
    const to = file.endsWith('.html') ? leadsTo(text) : undefined;
    return to === undefined ? [] : [[file.replace(/html$/, 'md'), to] as const];
  });
  return Object.fromEntries(leads.sort());
}

test('at every step each address that a page left leads to where its readers end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(addressStep, { minLength: 6, maxLength: 12 }), async (steps) => {
      const room = await Newsroom.open();
      const given = settings('2017', ['html', 'json']);
      const [kept, whole, addresses] = [
        new Target(room.store, '2017'),
        new Target(room.store, '2017'),
        new Addresses(room.store),
      ];
      for (let day = 0; day < 5; day += 1) await room.take({ do: 'publish', day, related: [], contexts: [] });
      await addresses.leadOn();
      await kept.export({ settings: given });
      const past: { instant: string; files: Record<string, string> }[] = [];
      for (const one of steps) {
        await room.take(one);
        expect((await kept.export({ settings: given })).full).toBe(false);
        const files = filesIn(kept.at);
        const leads = await addresses.leadOn();
        expect(leadingPages(files)).toEqual(leads);
        expect(
          Object.fromEntries(leavingsIn(files['_redirects'] ?? '', given).map(({ path: from, to }) => [from, to])),
        ).toEqual(leads);
        const { rows } = await room.store.pool.query<{ at: Date }>('SELECT clock_timestamp() AS at');
        past.push({ instant: rows[0]?.at.toISOString() ?? '', files });
        await pause(3);
      }
      await whole.export({ settings: given });
      expect(filesIn(whole.at)).toEqual(filesIn(kept.at));
      expect((await verifyTree(kept.at)).findings).toEqual([]);
      for (const { instant, files } of past.filter((_, n) => n % 3 === 0)) {
        await whole.export({ settings: given, asOf: instant });
        expect(filesIn(whole.at)).toEqual(files);
      }
      await room.store.close();
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 600_000);

test('readers of a merged page are sent on, however often its target was merged and moved', async () => {
  const room = await Newsroom.open();
  const given = settings('2017', FORMATS);
  const merges = 22;
  for (let n = 0; n <= merges; n += 1) await room.take({ do: 'publish', day: 0, related: [], contexts: [] });
  const paths = (await room.store.prisma.entry.findMany({ orderBy: { id: 'asc' } })).map((row) => row.path ?? '');
  for (let n = 0; n < merges; n += 1)
    await takenAway(room.store, room.editor, room.reviewer, room.entries[n] as EntryId, room.entries[n + 1] as EntryId);
  const kept = new Target(room.store, '2017');
  await kept.export({ settings: given });
  await changeEntry(room.store, room.editor, room.reviewer, room.entries[merges] as EntryId, { day: DAYS[3] as Day });
  await kept.export({ settings: given });
  const to = (await room.store.prisma.entry.findUniqueOrThrow({ where: { id: room.entries[merges] as EntryId } })).path;
  const files = filesIn(kept.at);
  expect(leadingPages(files)).toEqual(Object.fromEntries(paths.map((from) => [from, to])));
  const address = (page: string, ending: string) => `/${page.replace(/md$/, ending)}`;
  const lines = paths.flatMap((from) =>
    ['md', 'html', 'json', 'xml'].map((ending) => `${address(from, ending)} ${address(to ?? '', ending)} 301`),
  );
  expect(files['_redirects']).toBe(`${lines.sort().join('\n')}\n`);

  const position = (await kept.export({ settings: given })).position;
  const [oldest] = paths as [string];
  for (const file of ['_redirects', oldest.replace(/md$/, 'html')])
    expect([file, await treeFileAt(room.store, given, position, file)]).toEqual([file, files[file]]);
  // The app itself answers an old address with the new one.
  expect(await publishedFile(room.store, oldest.replace(/md$/, 'html'))).toBeUndefined();

  const source = await openSource(kept.at);
  const report = done(
    await importArchive(room.store, await person(room.store, 'admin'), source, { publish: true, dryRun: false }),
  );
  await source.close();
  expect(report).toMatchObject({ files: { refused: 0 }, entries: { created: 0, updated: 0 } });
  await kept.export({ settings: given, full: true });
  expect(filesIn(kept.at)).toEqual(files);

  for (const format of ['md', 'json', 'xml', 'rss'] as const) {
    const other = new Target(room.store, '2017');
    await other.export({ settings: settings('2017', [format]) });
    expect(Object.keys(filesIn(other.at)).filter((file) => file === '_redirects' || file.includes('event-0'))).toEqual(
      [],
    );
  }
  await room.store.close();
}, 600_000);

test('a change of words writes no page that leads on, however many lead to the page', async () => {
  const room = await Newsroom.open();
  const given = settings('2017', ['html']);
  for (let day = 0; day < 3; day += 1) await room.take({ do: 'publish', day, related: [], contexts: [] });
  await takenAway(room.store, room.editor, room.reviewer, room.entries[0] as EntryId, room.entries[2] as EntryId);
  const kept = new Target(room.store, '2017');
  await kept.export({ settings: given });
  const left = ['_redirects', 'news/2031/05/6/event-0-of-the-day.html'];
  const before = left.map((file) => statSync(path.join(kept.at, file)).ino);
  await changeEntry(room.store, room.editor, room.reviewer, room.entries[2] as EntryId, {
    headline: 'What it is called now',
  });
  expect((await kept.export({ settings: given })).paths.changed).not.toEqual([]);
  expect(left.map((file) => statSync(path.join(kept.at, file)).ino)).toEqual(before);
  await room.store.close();
});

test('left addresses are found by indexes, however long the log is', async () => {
  const store = await freshStore();
  await store.pool.query(`INSERT INTO archive_change (position, at, kind, path, day)
    SELECT n, now(), (CASE WHEN n % 500 = 0 THEN 'withdrawn' ELSE 'updated'
    END)::change_kind, 'news/2001/01/1/' || n || '.md', '2001-01-01'::date + n FROM generate_series(1, 20000) AS n`);
  await store.pool.query('ANALYZE archive_change');
  const plans: string[] = [];
  const explained = async ({ text, values }: pg.QueryConfig) => {
    const { rows } = await store.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
    plans.push(rows.map((row) => row['QUERY PLAN']).join('\n'));
    return { rows: [] };
  };
  const archive = live({ query: explained as unknown as Queryable['query'] });
  await leftAddressesOn(archive, '2001-02-03' as Day);
  await leftAddressesLedTo(archive, [1 as EntryId, 2 as EntryId]);
  await leftAddressesAfter(archive, { day: '2010-02-03' as Day, path: '' }, 500);
  expect(plans).toHaveLength(3);
  for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on archive_change/);
  await store.close();
});

test('pages that are made ahead, at whatever moment, give the bytes of a full export', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 3, maxLength: 12 }),
      fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
      async (steps, ahead) => {
        const room = await Newsroom.open();
        for (const [i, one] of steps.entries()) {
          await room.take(one);
          if (ahead[i]) expect(await refreshReadyPages(room.store)).toBeGreaterThanOrEqual(0);
        }
        const [ready, anew] = [new Target(room.store, '2017'), new Target(room.store, '2017')];
        await ready.export({ settings: settings() });
        await anew.export({ settings: settings(), full: true });
        expect(filesIn(ready.at)).toEqual(filesIn(anew.at));
        await refreshReadyPages(room.store);
        expect(await refreshReadyPages(room.store)).toBe(0);
        const last = new Target(room.store, '2017');
        await last.export({ settings: settings() });
        expect(filesIn(last.at)).toEqual(filesIn(anew.at));
        await room.store.close();
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
}, 120_000);

test('pages that are made ahead are used: a first export writes them as they are', async () => {
  const room = await Newsroom.open();
  await room.take({ do: 'publish', day: 0, related: [], contexts: [] });
  await refreshReadyPages(room.store);
  await room.store.pool.query(`UPDATE ready_page SET text = 'made ahead' WHERE path LIKE '%event-0%'`);
  const [ready, anew] = [new Target(room.store, '2017'), new Target(room.store, '2017')];
  await ready.export({ settings: settings() });
  expect(filesIn(ready.at)['news/2031/05/6/event-0-of-the-day.md']).toBe('made ahead');
  await anew.export({ settings: settings(), full: true });
  expect(filesIn(anew.at)['news/2031/05/6/event-0-of-the-day.md']).toMatch(/^### /);
  await room.store.close();
});

test('one approval costs the pages that it touches: nothing else is made or written', async () => {
  const room = await Newsroom.open();
  for (let day = 0; day < 5; day += 1) await room.take({ do: 'publish', day, related: [], contexts: [] });
  await room.take({ do: 'publish', day: 4, related: [0], contexts: [0] });
  const target = new Target(room.store, '2017');
  await target.export({ settings: settings() });
  const before = Object.fromEntries(
    Object.keys(filesIn(target.at)).map((file) => [file, statSync(path.join(target.at, file)).ino]),
  );
  await changeEntry(room.store, room.editor, room.reviewer, room.entries[0] as EntryId, {
    headline: 'What it is called now',
  });
  const report = await target.export({ settings: settings() });
  expect(report).toMatchObject({ full: false, files: { added: 0, removed: 0, changed: 3 } });
  expect(report.paths.changed.sort()).toEqual([
    'news/2030/12/31/event-5-of-the-day.md',
    'news/2031/05/6/event-0-of-the-day.md',
    'news/2031/05/6/index.md',
  ]);
  const touched = Object.keys(before).filter((file) => statSync(path.join(target.at, file)).ino !== before[file]);
  expect(touched.sort()).toEqual(
    [...report.paths.changed, 'manifest.json', 'manifest/2030-12.json', 'manifest/2031-05.json'].sort(),
  );
  await room.store.close();
});

test('the 2018 edition lists the versions that were published before, at the path of the first', async () => {
  const room = await Newsroom.open();
  await room.take({ do: 'publish', day: 0, related: [], contexts: [] });
  const entry = room.entries[0] as EntryId;
  await changeEntry(room.store, room.editor, room.reviewer, entry, { headline: 'A better headline' });
  await changeEntry(room.store, room.editor, room.reviewer, entry, { headline: 'The best headline' });
  const target = new Target(room.store, '2018');
  await target.export({ settings: settings('2018') });
  const link = '/news/2031/05/6/event-0-of-the-day.md';
  const page = filesIn(target.at)[link.slice(1)] ?? '';
  const at = String.raw`\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}`;
  expect(page).toMatch(
    new RegExp(
      String.raw`# The best headline\n[^]*### Changes:\n\n` +
        String.raw`1\. \[Event 0 of the day\]\(${link}\) _${at} \(First version\)_\n` +
        String.raw`2\. \[A better headline\]\(${link}\) _${at} \(Update\)_\n` +
        String.raw`2\. \[The best headline\]\(${link}\) _\(Current version\)_\n`,
    ),
  );
  await room.store.close();
});

test('an instant that is in the future is refused', async () => {
  const store = await freshStore();
  await expect(new Target(store, '2017').export({ asOf: '2999-01-01T00:00:00.000Z' })).rejects.toThrow(/in the future/);
  await store.close();
});
