import { afterAll, beforeAll, expect, test } from 'vitest';
import { countWaiting, type Desk, readDesk } from '../../../lib/desk/desk.ts';
import type { DeskSection } from '../../../lib/desk/desk-line.ts';
import { approveEntry } from '../../../lib/editorial/entries/actions/approve-entry.ts';
import { requestEntryChanges } from '../../../lib/editorial/entries/actions/request-changes.ts';
import { createEntry, saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../lib/kernel/result.ts';
import { followEntry } from '../../../lib/notices/actions/follow-entry.ts';
import { makeNotices } from '../../../lib/notices/actions/make-notices.ts';
import { markOwnNotices } from '../../../lib/notices/actions/mark-notices.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { staffedStore } from '../../support/newsroom.ts';

const ON = '2013-01-19' as Day;

let store: Store;
let wilma: Actor;
let rolf: Actor;
let anna: Actor;

beforeAll(async () => {
  ({ store, wilma, rolf, anna } = await staffedStore());
});

afterAll(() => store.close());

test('each list of the desk holds its own, and nobody else’s', async () => {
  await drafted(wilma, 'Wilma drafts');
  const sent = await submitted(wilma, 'Wilma has to change this');
  value(await requestEntryChanges(store, rolf, sent.entry, 'Which harbour?'));
  await submitted(wilma, 'Wilma submits');
  await submitted(rolf, 'Rolf submits');
  const done = await submitted(wilma, 'Published');
  value(await approveEntry(store, rolf, done.entry, { hash: done.hash }));

  const desk = await readDesk(store, wilma.person);
  expect(names(desk, 'drafts')).toEqual(['Wilma drafts']);
  expect(desk['changes-requested'].items).toMatchObject([
    { headline: 'Wilma has to change this', reason: 'Which harbour?', by: 'Rolf', purpose: 'new' },
  ]);
  expect(names(desk, 'in-review')).toEqual(['Wilma submits']);
  expect(desk.published.items).toMatchObject([{ entry: done.entry, day: ON, headline: 'Published', by: 'Rolf' }]);

  const others = await readDesk(store, anna.person);
  expect(names(others, 'drafts')).toEqual([]);
  expect(names(others, 'changes-requested')).toEqual([]);
  expect(names(others, 'waiting')).toEqual(['Wilma submits', 'Rolf submits']);
});

test('what a person wrote any part of does not wait for that person’s review', async () => {
  const before = await countWaiting(store, rolf.person);
  const { entry, revision } = await submitted(wilma, 'Two wrote this');
  expect(await countWaiting(store, rolf.person)).toBe(before + 1);
  value(await saveEntry(store, rolf, entry, { revision }, fields('Two wrote this, and Rolf added a word')));
  expect(await countWaiting(store, rolf.person)).toBe(before);
  expect(names(await readDesk(store, rolf.person), 'waiting')).not.toContain('Two wrote this, and Rolf added a word');
  expect(names(await readDesk(store, anna.person), 'waiting')).toContain('Two wrote this, and Rolf added a word');
});

test('the oldest submission waits first, whatever happened to it since', async () => {
  const waiting = names(await readDesk(store, anna.person), 'waiting');
  expect(waiting).toEqual(['Wilma submits', 'Rolf submits', 'Two wrote this, and Rolf added a word']);
});

test('a change of a published entry shows the new headline and says that it is a change', async () => {
  const { entry, revision, hash } = await submitted(wilma, 'Before the change');
  value(await approveEntry(store, rolf, entry, { hash }));
  value(await saveEntry(store, anna, entry, { revision }, fields('After the change')));
  const desk = await readDesk(store, anna.person);
  expect(desk.drafts.items).toMatchObject([{ entry, headline: 'After the change', purpose: 'change' }]);
  expect(names(desk, 'published')[0]).toBe('Before the change');
});

test('a list shows ten, the last touched first, and all of them where it is asked for', async () => {
  const busy = await person(store, 'editor', 'Busy');
  for (let n = 1; n <= 12; n += 1) await drafted(busy, `Draft ${n}`);
  const desk = await readDesk(store, busy.person);
  expect(desk.drafts.more).toBe(true);
  expect(names(desk, 'drafts')).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((n) => `Draft ${n}`));
  const long = await readDesk(store, busy.person, 'drafts');
  expect(long.drafts).toMatchObject({ more: false, items: { length: 12 } });
});

test('the count of what waits stops at its limit', async () => {
  expect(await countWaiting(store, anna.person)).toBe(3);
  expect(await countWaiting(store, anna.person, 2)).toBe(2);
});

function fields(headline: string) {
  return { day: ON, topic: '', headline, summary: '', sources: [], contexts: [], related: [] };
}

test('what was given to me stands first; what is planned does not wait, and stands under what comes next', async () => {
  const fresh = await freshStore();
  const [writer, reviewer, other] = [
    await person(fresh, 'editor', 'Writer'),
    await person(fresh, 'reviewer', 'Reviewer'),
    await person(fresh, 'reviewer', 'Other'),
  ];
  const make = async (headline: string) => {
    const saved = value(await createEntry(fresh, writer, fields(headline)));
    value(await submitEntry(fresh, writer, saved.entry));
    return saved;
  };
  for (const headline of ['Oldest', 'Given to Other', 'Given to me', 'Planned']) await make(headline);
  const set = (headline: string, sql: string, ...given: unknown[]) =>
    fresh.pool.query(`UPDATE proposal p SET ${sql} FROM revision r WHERE r.id = p.revision_id AND r.headline = $1`, [
      headline,
      ...given,
    ]);
  await set('Given to me', 'assigned_to = $2', reviewer.person);
  await set('Given to Other', 'assigned_to = $2', other.person);
  await set(
    'Planned',
    "publish_at = '2032-01-01T10:00:00Z', scheduled_by = $2, scheduled_hash = r.hash",
    reviewer.person,
  );
  const desk = await readDesk(fresh, reviewer.person);
  expect(desk.waiting.items.map(({ headline, assigned }) => [headline, assigned])).toEqual([
    ['Given to me', 'Reviewer'],
    ['Oldest', null],
    ['Given to Other', 'Other'],
  ]);
  expect(desk.scheduled.items).toMatchObject([{ headline: 'Planned', at: '2032-01-01T10:00:00.000Z', by: 'Reviewer' }]);
  expect(await countWaiting(fresh, reviewer.person)).toBe(3);
  expect(await countWaiting(fresh, writer.person)).toBe(0);
  await fresh.pool.query('UPDATE newsroom_settings SET four_eyes = false');
  expect(await countWaiting(fresh, writer.person)).toBe(3);
  await fresh.close();
});

test('what came back says how many discussions are open', async () => {
  const fresh = await freshStore();
  const [writer, reviewer, watcher] = [
    await person(fresh, 'editor', 'Writer'),
    await person(fresh, 'reviewer', 'Reviewer'),
    await person(fresh, 'editor', 'Watcher'),
  ];
  const saved = value(await createEntry(fresh, writer, fields('Watched')));
  value(await followEntry(fresh, watcher, saved.entry, true));
  value(await submitEntry(fresh, writer, saved.entry));
  value(await requestEntryChanges(fresh, reviewer, saved.entry, 'Where?'));
  value(await submitEntry(fresh, writer, saved.entry));
  value(await requestEntryChanges(fresh, reviewer, saved.entry, 'Still: where?'));
  await fresh.pool.query(
    `INSERT INTO comment_thread (entry_id, proposal_id, revision_id, field, opened_by, resolved_by, resolved_at)
     SELECT entry_id, id, revision_id, 'summary', $1, done, CASE WHEN done IS NOT NULL THEN now() END
     FROM proposal, (VALUES (NULL), (NULL), ($1::int)) AS x (done)`,
    [reviewer.person],
  );
  expect((await readDesk(fresh, writer.person))['changes-requested'].items).toMatchObject([
    { reason: 'Still: where?', comments: 2 },
  ]);
  await makeNotices(fresh, { now: new Date(), mail: false });
  const [line, ...others] = (await readDesk(fresh, watcher.person)).followed.items;
  expect([line, others]).toMatchObject([{ headline: 'Watched', type: 'submit', by: 'Writer' }, []]);
  value(await markOwnNotices(fresh, watcher, { upTo: line?.notice ?? 0 }));
  expect((await readDesk(fresh, watcher.person)).followed.items).toEqual([]);
  await fresh.close();
});

async function drafted(actor: Actor, headline: string) {
  return value(await createEntry(store, actor, fields(headline)));
}

async function submitted(actor: Actor, headline: string) {
  const saved = await drafted(actor, headline);
  value(await submitEntry(store, actor, saved.entry));
  return saved;
}

function names(desk: Desk, section: DeskSection): string[] {
  return desk[section].items.map((item) => item.headline);
}

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
