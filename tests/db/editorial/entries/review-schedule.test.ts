import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { publishScheduled } from '../../../../lib/editorial/entries/actions/publish-scheduled.ts';
import { pullBackEntry } from '../../../../lib/editorial/entries/actions/pull-back-entry.ts';
import { requestEntryChanges } from '../../../../lib/editorial/entries/actions/request-changes.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import {
  cancelScheduledApproval,
  scheduleApproval,
} from '../../../../lib/editorial/entries/actions/schedule-approval.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../../../lib/editorial/entries/actions/withdraw-entry.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import { nextScheduled } from '../../../../lib/editorial/entries/store/schedules.ts';
import type { EntryId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import { disablePerson, setRole } from '../../../../lib/people/actions/manage-people.ts';
import { openStore, type Store } from '../../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { changeEntry, done, publishedEntry } from '../../../support/newsroom.ts';

const NOW = new Date('2030-01-01T12:00:00Z');
const inMinutes = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const at = (minutes: number) => () => inMinutes(minutes);

let store: Store;
let writer: Actor;
let reviewer: Actor;
beforeAll(async () => {
  store = await freshStore();
  writer = await person(store, 'editor', 'Wanda');
});
beforeEach(async () => {
  reviewer = await person(store, 'reviewer', 'Rita');
  await store.pool.query('UPDATE proposal SET publish_at = NULL, scheduled_by = NULL, scheduled_hash = NULL');
});
afterAll(() => store.close());

async function submitted(headline: string) {
  const made = done(await createEntry(store, writer, entryInput(headline)));
  done(await submitEntry(store, writer, made.entry));
  return made;
}

async function scheduled(headline: string, minutes = 10) {
  const made = await submitted(headline);
  done(await scheduleApproval(store, reviewer, made.entry, { hash: made.hash, at: inMinutes(minutes) }, NOW));
  return made;
}

const published = async (entry: EntryId) => (await readSnapshot(store, entry))?.published !== undefined;
const setTime = async (entry: EntryId) =>
  (await store.prisma.proposal.findFirst({ where: { entryId: entry }, orderBy: { id: 'desc' } }))?.publishAt ?? null;
const lastFact = async (entry: EntryId) =>
  store.prisma.auditEvent.findFirst({ where: { entryId: entry }, orderBy: { id: 'desc' } });

describe('an approval for later', () => {
  test('stays in review until its time, and is published then as whoever set it', async () => {
    const { entry, hash } = await scheduled('A bridge opens');
    expect(await lastFact(entry)).toMatchObject({
      type: 'schedule',
      actorId: reviewer.person,
      detail: { at: inMinutes(10).toISOString(), hash },
    });
    expect(await nextScheduled(store, NOW)).toBe(600_000);
    expect(await publishScheduled(store, at(9))).toEqual({ published: 0, failed: 0, faults: [] });
    expect(await published(entry)).toBe(false);
    expect(await publishScheduled(store, at(10))).toEqual({ published: 1, failed: 0, faults: [] });
    expect(await published(entry)).toBe(true);
    expect(await lastFact(entry)).toMatchObject({
      type: 'approve',
      actorId: reviewer.person,
      detail: { scheduledFor: inMinutes(10).toISOString() },
    });
    expect((await lastFact(entry))?.detail).not.toHaveProperty('lateMinutes');
    expect(await nextScheduled(store, NOW)).toBeUndefined();
  });

  test('that was missed is caught up at once, and says by how much', async () => {
    const { entry } = await scheduled('A bridge closes');
    await publishScheduled(store, at(190));
    expect(await lastFact(entry)).toMatchObject({ type: 'approve', detail: { lateMinutes: 180 } });
  });

  test('is done once, however many workers look at the same time', async () => {
    const made = await Promise.all(
      ['One', 'Two', 'Three', 'Four', 'Five', 'Six'].map((name) => scheduled(`${name} bridges`)),
    );
    const others = await Promise.all([1, 2, 3].map(async () => openStore(store.url, { connections: 3 })));
    const turns = await Promise.all([store, ...others].map((one) => publishScheduled(one, at(10))));
    expect(turns.reduce((sum, turn) => sum + turn.published, 0)).toBe(6);
    expect(turns.flatMap((turn) => [turn.failed, turn.faults.length]).every((n) => n === 0)).toBe(true);
    for (const { entry } of made)
      expect(
        await store.prisma.auditEvent.count({
          where: { entryId: entry, type: { in: ['approve', 'schedule-failed'] } },
        }),
      ).toBe(1);
    await Promise.all(others.map((one) => one.close()));
  });

  test('moves to another time and is cancelled', async () => {
    const { entry, hash } = await scheduled('A bridge is painted');
    const other = await person(store, 'reviewer', 'Otto');
    done(await scheduleApproval(store, other, entry, { hash, at: inMinutes(30) }, NOW));
    await publishScheduled(store, at(20));
    expect(await published(entry)).toBe(false);
    done(await cancelScheduledApproval(store, reviewer, entry));
    expect(await lastFact(entry)).toMatchObject({ type: 'cancel-schedule', actorId: reviewer.person });
    await publishScheduled(store, at(60));
    expect(await published(entry)).toBe(false);
    expect(await cancelScheduledApproval(store, reviewer, entry)).toEqual({
      ok: false,
      error: { code: 'not-scheduled' },
    });
    done(await approveEntry(store, reviewer, entry, { hash }));
  });

  test('is by hand published earlier', async () => {
    const { entry, hash } = await scheduled('A bridge is early');
    done(await approveEntry(store, reviewer, entry, { hash }));
    expect(await published(entry)).toBe(true);
    expect(await publishScheduled(store, at(10))).toMatchObject({ published: 0, failed: 0 });
  });

  test('of a withdrawal takes the page away', async () => {
    const { entry } = await publishedEntry(store, writer, reviewer, 'A bridge that never was');
    done(await withdrawEntry(store, writer, entry, { reason: 'It never was.' }));
    const hash = (await readSnapshot(store, entry))?.proposal?.hash ?? '';
    done(await scheduleApproval(store, reviewer, entry, { hash, at: inMinutes(10) }, NOW));
    expect(await publishScheduled(store, at(10))).toMatchObject({ published: 1 });
    expect((await readSnapshot(store, entry))?.status.state).toBe('withdrawn');
  });
});

describe('what is refused', () => {
  test.each([0, -5])('a time that is %s minutes from now', async (minutes) => {
    const { entry, hash } = await submitted('A bridge of the past');
    expect(await scheduleApproval(store, reviewer, entry, { hash, at: inMinutes(minutes) }, NOW)).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'at' }] },
    });
  });

  test('whoever wrote it, whoever may not, and another content than was seen', async () => {
    const own = done(await createEntry(store, reviewer, entryInput('A bridge of my own')));
    done(await submitEntry(store, reviewer, own.entry));
    expect(await scheduleApproval(store, reviewer, own.entry, { hash: own.hash, at: inMinutes(5) }, NOW)).toMatchObject(
      { error: { code: 'own-work' } },
    );
    const { entry, hash } = await submitted('A bridge of others');
    expect(await scheduleApproval(store, writer, entry, { hash, at: inMinutes(5) }, NOW)).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(
      await scheduleApproval(store, reviewer, entry, { hash: '0'.repeat(64), at: inMinutes(5) }, NOW),
    ).toMatchObject({ error: { code: 'text-changed' } });
  });
});

describe('a time that cannot be kept', () => {
  test.each([
    ['was shut out', () => disablePerson(store, 'system', reviewer.person)],
    ['is an editor now', () => setRole(store, 'system', reviewer.person, 'editor')],
  ])('because whoever set it %s is cleared, told, and waits for a decision', async (_, change) => {
    const { entry } = await scheduled('A bridge without an approver');
    await change();
    expect(await publishScheduled(store, at(10))).toEqual({ published: 0, failed: 1, faults: [] });
    expect(await published(entry)).toBe(false);
    expect(await lastFact(entry)).toMatchObject({
      type: 'schedule-failed',
      actorId: reviewer.person,
      detail: { at: inMinutes(10).toISOString(), problem: expect.stringContaining('does not allow') },
    });
    expect(await setTime(entry)).toBeNull();
    expect((await readSnapshot(store, entry))?.proposal?.state).toBe('in_review');
    expect(await publishScheduled(store, at(20))).toMatchObject({ published: 0, failed: 0 });
  });

  test('because another revision was published meanwhile is told the same way', async () => {
    const { entry, revision } = await publishedEntry(store, writer, reviewer, 'A bridge that moved on');
    const saved = done(
      await saveEntry(store, writer, entry, { revision }, entryInput('A bridge that moved on', { summary: 'Mine.' })),
    );
    done(await submitEntry(store, writer, entry));
    done(await scheduleApproval(store, reviewer, entry, { hash: saved.hash, at: inMinutes(10) }, NOW));
    await store.pool.query(
      `WITH written
        AS (INSERT INTO revision (entry_id, day, topic, headline, summary, sources, contexts, related, kept, hash,
        author_id, channel)
         VALUES ($1, '2031-05-06', '', 'Behind its back', '', '[]', '{}', '[]', '{}', 'import', $2, 'import')
         RETURNING id)
       UPDATE entry SET published_revision_id = (SELECT id FROM written) WHERE id = $1`,
      [entry, writer.person],
    );
    expect(await publishScheduled(store, at(10))).toEqual({ published: 0, failed: 1, faults: [] });
    expect(await lastFact(entry)).toMatchObject({
      type: 'schedule-failed',
      detail: { problem: expect.stringContaining('Another revision was published') },
    });
  });

  test('because the page that readers are sent to is gone is told, too', async () => {
    const stays = await publishedEntry(store, writer, reviewer, 'A bridge that stays');
    const goes = await publishedEntry(store, writer, reviewer, 'A bridge that goes');
    done(await withdrawEntry(store, writer, goes.entry, { reason: 'Twice.', redirectTo: stays.entry }));
    const hash = (await readSnapshot(store, goes.entry))?.proposal?.hash ?? '';
    done(await scheduleApproval(store, reviewer, goes.entry, { hash, at: inMinutes(10) }, NOW));
    done(await withdrawEntry(store, writer, stays.entry, { reason: 'Both.' }));
    done(
      await approveEntry(store, reviewer, stays.entry, {
        hash: (await readSnapshot(store, stays.entry))?.proposal?.hash ?? '',
      }),
    );
    expect(await publishScheduled(store, at(10))).toEqual({ published: 0, failed: 1, faults: [] });
    expect(await lastFact(goes.entry)).toMatchObject({ type: 'schedule-failed', actorId: reviewer.person });
    expect(await setTime(goes.entry)).toBeNull();
  });
});

describe('a set time goes with what it was set for', () => {
  test('a save that changes the text clears it; one that does not leaves it', async () => {
    const { entry, revision } = await scheduled('A bridge that is edited');
    done(await saveEntry(store, writer, entry, { revision }, entryInput('A bridge that is edited')));
    expect(await setTime(entry)).toEqual(inMinutes(10));
    done(await saveEntry(store, writer, entry, { revision }, entryInput('A bridge that was edited')));
    expect(await setTime(entry)).toBeNull();
    expect(await publishScheduled(store, at(10))).toMatchObject({ published: 0, failed: 0 });
  });

  test.each<[string, (entry: EntryId) => Promise<unknown>]>([
    ['pulled back', (entry) => pullBackEntry(store, writer, entry)],
    ['sent back', (entry) => requestEntryChanges(store, reviewer, entry, 'No.')],
  ])('so does being %s', async (_, move) => {
    const { entry } = await scheduled('A bridge on its way');
    await move(entry);
    expect(await setTime(entry)).toBeNull();
  });

  test('a change of a published entry is published at its time, beside others', async () => {
    const first = await publishedEntry(store, writer, reviewer, 'The first bridge');
    await changeEntry(store, writer, reviewer, first.entry, { summary: 'Open.' });
    const { entry } = await scheduled('The second bridge');
    await publishScheduled(store, at(11));
    expect(await published(entry)).toBe(true);
  });
});
