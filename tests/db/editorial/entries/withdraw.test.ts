import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDesk } from '../../../../lib/desk/desk.ts';
import { readDay } from '../../../../lib/editorial/days/queries/day.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { discardEntry } from '../../../../lib/editorial/entries/actions/discard-entry.ts';
import { pullBackEntry } from '../../../../lib/editorial/entries/actions/pull-back-entry.ts';
import { requestEntryChanges } from '../../../../lib/editorial/entries/actions/request-changes.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../../../lib/editorial/entries/actions/withdraw-entry.ts';
import { readEntryView } from '../../../../lib/editorial/entries/queries/entry-view.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import { readProposalChange } from '../../../../lib/editorial/review/queries/proposal-change.ts';
import { readReviewQueue } from '../../../../lib/editorial/review/queries/review-queue.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { EntryId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { done, publishedEntry, staffedStore, takenAway } from '../../../support/newsroom.ts';

const WHY = 'It says the same as another page.';

let store: Store;
let wilma: Actor;
let rolf: Actor;
let anna: Actor;

beforeAll(async () => {
  ({ store, wilma, rolf, anna } = await staffedStore());
});

afterAll(() => store.close());

describe('asking', () => {
  test('opens a proposal in review that stands at the published text', async () => {
    const kept = await published('The page to keep');
    const copy = await published('The copy');
    expect(await withdrawEntry(store, rolf, copy.entry, { reason: ` ${WHY} `, redirectTo: kept.entry })).toEqual({
      ok: true,
      value: { entry: copy.entry, state: 'in_review' },
    });
    expect((await readSnapshot(store, copy.entry))?.proposal).toMatchObject({
      asks: 'withdraw',
      state: 'in_review',
      withdrawal: { reason: WHY, redirect: kept.entry },
      revision: copy.revision,
      base: copy.revision,
      hash: copy.hash,
      authors: [rolf.person],
    });
    expect(await lastFact(copy.entry)).toEqual({
      type: 'ask-withdrawal',
      actor: rolf.person,
      reason: WHY,
      detail: { revision: copy.revision, redirectTo: kept.entry },
    });
  });

  test('is refused for what is not published, without a reason, and while another proposal is open', async () => {
    const draft = done(await createEntry(store, wilma, entryInput('A draft')));
    const { entry, revision } = await published('Published');
    expect(code(await withdrawEntry(store, wilma, draft.entry, { reason: WHY }))).toBe('not-published');
    expect(code(await withdrawEntry(store, wilma, 99_999 as EntryId, { reason: WHY }))).toBe('not-found');
    expect(code(await withdrawEntry(store, wilma, entry, { reason: '  ' }))).toBe('reason-missing');
    done(await saveEntry(store, wilma, entry, { revision }, entryInput('Published, and changed')));
    expect(await withdrawEntry(store, wilma, entry, { reason: WHY })).toMatchObject({
      ok: false,
      error: { code: 'proposal-open', state: 'a draft', withdraws: false },
    });
    done(await discardEntry(store, wilma, entry));
    done(await withdrawEntry(store, wilma, entry, { reason: WHY }));
    expect(await withdrawEntry(store, rolf, entry, { reason: WHY })).toMatchObject({
      ok: false,
      error: { code: 'proposal-open', state: 'in review', withdraws: true },
    });
  });

  test('is refused where readers would find nothing', async () => {
    const { entry } = await published('Sends its readers on');
    const draft = done(await createEntry(store, wilma, entryInput('Not there yet')));
    const gone = await published('Gone');
    await takenAway(store, wilma, rolf, gone.entry);
    for (const redirectTo of [entry, draft.entry, gone.entry, 99_999 as EntryId]) {
      expect(await withdrawEntry(store, wilma, entry, { reason: WHY, redirectTo })).toMatchObject({
        ok: false,
        error: { code: 'invalid', fields: [{ field: 'redirectTo' }] },
      });
    }
  });

  test('of two who ask at once, one does', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { entry } = await published(`Asked twice ${round}`);
      const answers = await Promise.all([
        withdrawEntry(store, wilma, entry, { reason: WHY }),
        withdrawEntry(store, rolf, entry, { reason: WHY }),
      ]);
      expect(answers.map((answer) => code(answer)).sort()).toEqual(['ok', 'proposal-open']);
    }
  });
});

describe('while it is open', () => {
  test('its text is refused by name, and its other actions work as on any proposal', async () => {
    const { entry, revision } = await published('Open');
    done(await withdrawEntry(store, wilma, entry, { reason: WHY }));
    expect(code(await saveEntry(store, wilma, entry, { revision }, entryInput('Another text')))).toBe(
      'withdrawal-open',
    );
    expect(code(await pullBackEntry(store, rolf, entry))).toBe('not-yours');
    done(await pullBackEntry(store, wilma, entry));
    done(await submitEntry(store, wilma, entry));
    done(await requestEntryChanges(store, rolf, entry, 'Where do its readers go?'));
    expect((await readEntryView(store, entry))?.proposal).toMatchObject({
      state: 'changes_requested',
      reason: 'Where do its readers go?',
      withdrawal: { reason: WHY },
    });
    done(await submitEntry(store, wilma, entry));
    done(await discardEntry(store, wilma, entry));
    expect(await readSnapshot(store, entry)).toMatchObject({ status: { state: 'published' }, proposal: undefined });
  });

  test('whoever asked cannot approve it, whoever wrote the text can', async () => {
    const { entry, hash } = await publishedEntry(store, rolf, anna, 'Rolf wrote this');
    done(await withdrawEntry(store, anna, entry, { reason: WHY }));
    expect(code(await approveEntry(store, anna, entry, { hash }))).toBe('own-work');
    expect(code(await approveEntry(store, rolf, entry, { hash: 'f'.repeat(64) }))).toBe('text-changed');
    expect(code(await approveEntry(store, rolf, entry, { hash }))).toBe('ok');
  });

  test('the queue, the desk and the review say what is asked for', async () => {
    const { entry, path } = await published('On the screens', { day: '2031-06-01' as Day });
    const beside = await published('Beside it', { day: '2031-06-01' as Day, related: [{ entry }] });
    done(await withdrawEntry(store, rolf, entry, { reason: WHY, redirectTo: beside.entry }));
    expect(
      (await readReviewQueue(store, { person: rolf.person, fourEyes: true }, { limit: 100 })).items.find(
        ({ kind, id }) => kind === 'entry' && id === entry,
      ),
    ).toMatchObject({
      purpose: 'withdraw',
      authors: [{ name: 'Rolf' }],
    });
    expect(await waiting(anna, entry)).toMatchObject({ purpose: 'withdraw', by: 'Rolf' });
    expect(await waiting(rolf, entry)).toBeUndefined();
    const change = await readProposalChange(store, { person: rolf.person, fourEyes: true }, entry);
    expect(change).toMatchObject({
      purpose: 'withdraw',
      path,
      changes: [],
      publishedSince: null,
      authors: [{ name: 'Rolf' }],
    });
    expect(change?.pages.before).toContain('# On the screens\n');
    expect(change?.pages.after).toBeNull();
    expect(change?.withdrawal).toMatchObject({
      reason: WHY,
      redirect: { entry: beside.entry, published: true },
      namedBy: { items: [{ entry: beside.entry }], more: false },
    });
    expect(change?.withdrawal?.day?.before).toContain('### [On the screens](/');
    expect(change?.withdrawal?.day?.after).not.toContain('### [On the screens](/');
    expect(change?.withdrawal?.day?.after).toContain('### [Beside it](/');
  });
});

describe('approving', () => {
  test('takes the page away: no published text, off the day, the order before it kept', async () => {
    const day = '2031-06-02' as Day;
    const kept = await published('Kept', { day });
    const { entry, revision, hash, path } = await published('Taken', { day });
    await takenAway(store, wilma, rolf, entry, kept.entry);

    const row = await store.prisma.entry.findUniqueOrThrow({ where: { id: entry } });
    expect(row).toMatchObject({ publishedRevisionId: null, redirectToId: kept.entry, path });
    expect(row.withdrawnAt).toBeInstanceOf(Date);
    expect(await lastFact(entry)).toEqual({
      type: 'withdraw',
      actor: rolf.person,
      reason: null,
      detail: { revision, hash, redirectTo: kept.entry },
    });
    expect(await store.prisma.publication.count({ where: { entryId: entry } })).toBe(1);
    const orders = await store.prisma.dayOrder.findMany({
      where: { day: new Date(`${day}T00:00:00Z`) },
      orderBy: { id: 'asc' },
    });
    expect(orders.slice(-2).map((order) => order.entries)).toEqual([
      [{ entry: kept.entry }, { entry }],
      [{ entry: kept.entry }],
    ]);
    expect((await changes()).slice(-2)).toEqual([
      { kind: 'withdrawn', path, redirect: kept.path },
      { kind: 'day', path: 'news/2031/06/2/index.md', redirect: null },
    ]);

    const view = await readDay(store, day);
    expect(view.listed.map(({ entry: shown }) => shown.kind === 'entry' && shown.headline)).toEqual(['Kept']);
    expect(view.withdrawn).toMatchObject([{ entry, headline: 'Taken', published: false, proposal: null }]);
    expect((await readEntryView(store, entry))?.withdrawn).toMatchObject({
      revision,
      fields: { headline: 'Taken' },
      withdrawal: {
        reason: WHY,
        redirect: { id: kept.entry, path: kept.path },
        askedBy: { name: 'Wilma' },
        approvedBy: { name: 'Rolf' },
      },
    });
    expect((await readDesk(store, anna.person, 'published')).published.items.map((item) => item.entry)).not.toContain(
      entry,
    );
  });

  test('is refused where the page that readers are sent to went meanwhile', async () => {
    const target = await published('A target that goes');
    const { entry, hash } = await published('Leads there');
    done(await withdrawEntry(store, wilma, entry, { reason: WHY, redirectTo: target.entry }));
    await takenAway(store, wilma, rolf, target.entry);
    expect(await approveEntry(store, rolf, entry, { hash })).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'redirectTo' }] },
    });
    expect(await readSnapshot(store, entry)).toMatchObject({
      status: { state: 'published' },
      proposal: { state: 'in_review' },
    });
  });

  test('of an entry that its day does not list leaves the day as it is', async () => {
    const day = '2031-06-03' as Day;
    const { entry } = await published('Unlisted', { day });
    await store.pool.query(
      `WITH o AS (INSERT INTO day_order (day, entries, kept, author_id) VALUES ($1::date, '[]', '{}', $2)
        RETURNING id) UPDATE day SET order_id = (SELECT id FROM o) WHERE day = $1::date`,
      [day, rolf.person],
    );
    const before = (await changes()).length;
    await takenAway(store, wilma, rolf, entry);
    expect((await changes()).slice(before)).toMatchObject([{ kind: 'withdrawn', redirect: null }]);
  });

  test('two reviewers at once, fifty times: exactly one wins, and positions have no gap', async () => {
    for (let round = 0; round < 50; round += 1) {
      const { entry, hash } = await published(`Raced ${round}`, { day: '2031-06-04' as Day });
      done(await withdrawEntry(store, wilma, entry, { reason: WHY }));
      const answers = await Promise.all([
        approveEntry(store, rolf, entry, { hash }),
        approveEntry(store, anna, entry, { hash }),
      ]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      expect(answers.map((answer) => code(answer)).filter((each) => each !== 'ok')).toEqual([
        expect.stringMatching(/^(wrong-state|no-open-proposal|text-changed)$/),
      ]);
    }
    const { rows } = await store.pool.query<{ gaps: number; position: number }>(
      `SELECT (SELECT position FROM archive_state) AS position, (SELECT count(*)::int
        FROM archive_change) - (SELECT position FROM archive_state) AS gaps`,
    );
    expect(rows[0]).toMatchObject({ gaps: 0 });
    expect(
      (await changes()).filter((change) => change.kind === 'withdrawn' && change.path.includes('raced-')),
    ).toHaveLength(50);
    expect((await readDay(store, '2031-06-04' as Day)).listed).toEqual([]);
  });

  test('against the approval of a change: a published entry has room for one of the two', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { entry, revision, hash } = await published(`One of two ${round}`);
      const [asked, saved] = await Promise.all([
        withdrawEntry(store, wilma, entry, { reason: WHY }),
        saveEntry(store, anna, entry, { revision }, entryInput(`One of two ${round}, changed`)),
      ]);
      expect([asked.ok, saved.ok].filter(Boolean)).toHaveLength(1);
      if (saved.ok) done(await submitEntry(store, anna, entry));
      const changed = saved.ok ? saved.value.hash : hash;
      const answers = await Promise.all([
        approveEntry(store, rolf, entry, { hash }),
        approveEntry(store, rolf, entry, { hash: changed }),
      ]);
      expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
      expect((await readSnapshot(store, entry))?.status.state).toBe(asked.ok ? 'withdrawn' : 'published');
    }
  });

  test('waits for a page that is going in the same moment, and then does not send readers there', async () => {
    const target = await published('Going now');
    const { entry, hash } = await published('Would lead there');
    done(await withdrawEntry(store, wilma, entry, { reason: WHY, redirectTo: target.entry }));
    const other = await store.pool.connect();
    await other.query('BEGIN');
    await other.query('UPDATE entry SET published_revision_id = NULL, withdrawn_at = now() WHERE id = $1', [
      target.entry,
    ]);
    const approval = approveEntry(store, rolf, entry, { hash });
    await new Promise((resolve) => setTimeout(resolve, 300));
    await other.query('COMMIT');
    other.release();
    expect(code(await approval)).toBe('invalid');
  });

  test('two pages that would lead to each other: one goes, the other stays', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [one, two] = [await published(`Circle one ${round}`), await published(`Circle two ${round}`)];
      done(await withdrawEntry(store, wilma, one.entry, { reason: WHY, redirectTo: two.entry }));
      done(await withdrawEntry(store, wilma, two.entry, { reason: WHY, redirectTo: one.entry }));
      const answers = await Promise.all([
        approveEntry(store, rolf, one.entry, { hash: one.hash }),
        approveEntry(store, anna, two.entry, { hash: two.hash }),
      ]);
      expect(answers.map((answer) => code(answer)).sort()).toEqual(['invalid', 'ok']);
    }
  });
});

describe('coming back', () => {
  test('with the very text that it had, at the very path, at the end of its day', async () => {
    const day = '2031-06-05' as Day;
    const { entry, revision, path } = await published('Comes back', { day });
    const other = await published('Stays', { day });
    await takenAway(store, wilma, rolf, entry, other.entry);

    const back = done(await saveEntry(store, wilma, entry, { revision }, entryInput('Comes back', { day })));
    expect(back).toMatchObject({ changed: true });
    done(await submitEntry(store, wilma, entry));
    expect(await readProposalChange(store, { person: rolf.person, fourEyes: true }, entry)).toMatchObject({
      purpose: 'return',
      path,
      changes: [],
      pages: { before: null },
      withdrawal: null,
      formerly: { reason: WHY, askedBy: 'Wilma', approvedBy: 'Rolf' },
    });
    expect(await waiting(anna, entry)).toMatchObject({ purpose: 'return' });
    expect(done(await approveEntry(store, rolf, entry, { hash: back.hash }))).toEqual({ entry, path });

    expect(await store.prisma.entry.findUniqueOrThrow({ where: { id: entry } })).toMatchObject({
      publishedRevisionId: back.revision,
      withdrawnAt: null,
      redirectToId: null,
      path,
    });
    expect((await readDay(store, day)).listed.map(({ entry: shown }) => shown.kind === 'entry' && shown.entry)).toEqual(
      [other.entry, entry],
    );
    expect((await changes()).slice(-2)).toMatchObject([{ kind: 'published', path }, { kind: 'day' }]);
    expect((await readEntryView(store, entry))?.withdrawn).toBeNull();
  });

  test('with another headline keeps its path and its day, and a discarded attempt leaves it as it was', async () => {
    const { entry, revision, path } = await published('First words', { day: '2031-06-06' as Day });
    await takenAway(store, wilma, rolf, entry);
    const text = entryInput('Better words', { day: '2031-06-06' as Day });
    const begun = done(await saveEntry(store, wilma, entry, { revision }, { ...text, headline: 'Other words' }));
    done(await saveEntry(store, wilma, entry, { revision: begun.revision }, text));
    done(await discardEntry(store, wilma, entry));
    expect(await readSnapshot(store, entry)).toMatchObject({
      title: 'First words',
      status: { state: 'withdrawn', revision },
      proposal: undefined,
    });
    const again = done(await saveEntry(store, wilma, entry, { revision }, text));
    expect((await store.prisma.entry.findUniqueOrThrow({ where: { id: entry } })).title).toBe('First words');
    done(await submitEntry(store, wilma, entry));
    expect(done(await approveEntry(store, rolf, entry, { hash: again.hash }))).toEqual({ entry, path });
  });

  test('its path stays taken while it is away', async () => {
    const day = '2031-06-08' as Day;
    const { entry, path } = await published('The same words', { day });
    await takenAway(store, wilma, rolf, entry);
    const other = await published('The same words', { day });
    expect(other.path).not.toBe(path);
  });
});

function published(headline: string, fields: Parameters<typeof publishedEntry>[4] = {}) {
  return publishedEntry(store, wilma, rolf, headline, fields);
}

async function waiting(who: Actor, entry: EntryId) {
  return (await readDesk(store, who.person, 'waiting')).waiting.items.find((item) => item.entry === entry);
}

async function lastFact(entry: EntryId) {
  const { type, actorId, reason, detail } = await store.prisma.auditEvent.findFirstOrThrow({
    where: { entryId: entry },
    orderBy: { id: 'desc' },
  });
  return { type, actor: actorId, reason, detail };
}

async function changes(): Promise<{ kind: string; path: string; redirect: string | null }[]> {
  return store.prisma.archiveChange.findMany({
    orderBy: { position: 'asc' },
    select: { kind: true, path: true, redirect: true },
  });
}

function code(result: Result<unknown, { code: string }>): string {
  return result.ok ? 'ok' : result.error.code;
}
