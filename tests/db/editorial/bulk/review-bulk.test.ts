import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { carryOutBulk } from '../../../../lib/editorial/bulk/carry-out-bulk.ts';
import { startBulk } from '../../../../lib/editorial/bulk/start-bulk.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { bulkFiles } from '../../../../lib/exchange/runs/bulk-items.ts';
import { carryOut, type RunOutcome } from '../../../../lib/exchange/runs/carry-out-run.ts';
import { readRun } from '../../../../lib/exchange/runs/runs.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { EntryId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { EntryInput } from '../../../../lib/kernel/revision/revise.ts';
import { disablePerson, setRole } from '../../../../lib/people/actions/manage-people.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { cancelRun } from '../../../../lib/runs/actions/cancel-run.ts';
import { type Lease, LeaseLost } from '../../../../lib/runs/actions/lease.ts';
import { retryBulk } from '../../../../lib/runs/actions/retry-run.ts';
import type { RunContext } from '../../../../lib/runs/actions/run-context.ts';
import type { RunRecord } from '../../../../lib/runs/actions/run-record.ts';
import { beginItem } from '../../../../lib/runs/store/bulk-items.ts';
import { claimRun } from '../../../../lib/runs/store/run-claims.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { done } from '../../../support/newsroom.ts';
import { ended, scratch, startWorker, until } from '../../../support/runs.ts';

const work = scratch('bulk');
let store: Store;
let writer: Actor;
let reviewer: Actor;
let context: RunContext;
beforeAll(async () => {
  store = await freshStore();
  [writer, reviewer] = [await person(store, 'editor', 'Wanda'), await person(store, 'reviewer', 'Rita')];
  context = { store, worker: 'the worker', leaseMs: 20_000, home: work.folder, exportRoot: work.folder };
});
afterAll(async () => {
  await store.close();
  work.clear();
});

async function submitted(headline: string, by = writer, fields: Partial<EntryInput> = {}) {
  const made = done(await createEntry(store, by, entryInput(headline, fields)));
  done(await submitEntry(store, by, made.entry));
  return { entry: made.entry, hash: made.hash };
}

async function carried(run: number): Promise<RunOutcome> {
  const claim = await claimRun(store, { worker: context.worker, leaseMs: context.leaseMs, run });
  if (!claim) throw new Error(`Run ${run} was not claimed.`);
  return carryOut(context, claim);
}

const outcomes = async (run: number) =>
  (await bulkFiles(store, run, { limit: 500 })).items.map(({ entry, outcome, detail }) => [entry, outcome, detail]);
const state = async (entry: EntryId) =>
  (await store.prisma.proposal.findFirst({ where: { entryId: entry }, orderBy: { id: 'desc' } }))?.state;

describe('one action over many entries', () => {
  test('leaves an entry on a day far ahead alone unless that is confirmed', async () => {
    const [far, near] = [
      await submitted('A far one'),
      await submitted('A near one', writer, { day: '2025-05-06' as Day }),
    ];
    const { run } = done(
      await startBulk(store, reviewer, { action: 'approve', items: [far, near], farDayConfirmed: false }),
    );
    await carried(run);
    expect(await outcomes(run)).toEqual([
      [far.entry, 'failed', expect.stringContaining('6 May 2031 is in the future. Is the date right?')],
      [near.entry, 'done', null],
    ]);
    const again = done(
      await startBulk(store, reviewer, { action: 'approve', items: [far], farDayConfirmed: true }),
    ).run;
    await carried(again);
    expect(await outcomes(again)).toEqual([[far.entry, 'done', null]]);
  });

  test('approves exactly what was seen; each error is one entry’s own', async () => {
    const [good, changed, own] = [
      await submitted('A good one'),
      await submitted('A changed one'),
      await submitted('My own one', reviewer),
    ];
    const revision = (await store.prisma.proposal.findFirstOrThrow({ where: { entryId: changed.entry } }))
      .revisionId as Parameters<typeof saveEntry>[3]['revision'];
    done(await saveEntry(store, writer, changed.entry, { revision }, entryInput('Changed behind the back')));
    const { run } = done(
      await startBulk(store, reviewer, { action: 'approve', items: [good, changed, own], farDayConfirmed: true }),
    );
    expect(await carried(run)).toEqual({ outcome: 'done' });
    expect(await outcomes(run)).toEqual([
      [good.entry, 'done', null],
      [changed.entry, 'failed', expect.stringContaining('changed after you opened it')],
      [own.entry, 'failed', expect.stringContaining('somebody else has to approve')],
    ]);
    expect(await readRun(store, run)).toMatchObject({
      kind: 'bulk',
      state: 'done',
      person: { id: reviewer.person },
      report: { action: 'approve', files: { done: 1, failed: 2 } },
      progress: {},
    });
    expect(await bulkFiles(store, run, { outcome: 'failed', q: 'MY OWN' })).toMatchObject({
      items: [{ entry: own.entry, path: '2031-05-06 My own one' }],
      counts: { done: 1, failed: 2 },
    });
    expect(await store.prisma.auditEvent.findFirst({ where: { entryId: good.entry, type: 'approve' } })).toMatchObject({
      actorId: reviewer.person,
      channel: 'screen',
    });

    const again = done(await retryBulk(store, reviewer, run));
    await carried(again.run);
    expect((await outcomes(again.run)).map(([entry, outcome]) => [entry, outcome])).toEqual([
      [changed.entry, 'failed'],
      [own.entry, 'failed'],
    ]);
    expect(await readRun(store, again.run)).toMatchObject({ cause: 'retry', retryOf: run });
  });

  test('sends back, submits, discards and assigns', async () => {
    const [a, b] = [await submitted('To and fro'), await submitted('Fro and to')];
    const all = [{ entry: a.entry }, { entry: b.entry }];
    const runOf = async (actor: Actor, wish: Omit<Parameters<typeof startBulk>[2], 'items'>) => {
      const { run } = done(await startBulk(store, actor, { ...wish, items: all }));
      await carried(run);
      return (await outcomes(run)).map(([, outcome]) => outcome);
    };
    expect(await runOf(reviewer, { action: 'assign', to: reviewer.person })).toEqual(['done', 'done']);
    expect(await runOf(reviewer, { action: 'request-changes', reason: 'Say which dock.' })).toEqual(['done', 'done']);
    expect(await store.prisma.proposal.findFirst({ where: { entryId: a.entry } })).toMatchObject({
      state: 'changes_requested',
      reason: 'Say which dock.',
    });
    expect(await runOf(writer, { action: 'submit' })).toEqual(['done', 'done']);
    expect(await runOf(reviewer, { action: 'discard' })).toEqual(['failed', 'failed']);
    expect(await runOf(writer, { action: 'discard' })).toEqual(['done', 'done']);
    expect([await state(a.entry), await state(b.entry)]).toEqual(['discarded', 'discarded']);
  });

  test('is the same run under the same key, and refused under it with other entries', async () => {
    const [a, b] = [await submitted('Once'), await submitted('Twice')];
    const first = done(
      await startBulk(store, reviewer, { action: 'approve', items: [a], farDayConfirmed: true }, 'key-1'),
    );
    expect(
      done(await startBulk(store, reviewer, { action: 'approve', items: [a], farDayConfirmed: true }, 'key-1')),
    ).toEqual(first);
    expect(
      await startBulk(store, reviewer, { action: 'approve', items: [b], farDayConfirmed: true }, 'key-1'),
    ).toMatchObject({ error: { code: 'key-reused' } });
    expect(await outcomes(first.run)).toHaveLength(1);
    done(await cancelRun(store, reviewer, 'bulk', first.run));
    expect(await outcomes(first.run)).toEqual([[a.entry, 'open', null]]);
  });

  test('is refused to whoever may not, with unknown entries, and stays its own', async () => {
    const a = await submitted('Guarded');
    expect(await startBulk(store, writer, { action: 'approve', items: [a], farDayConfirmed: true })).toMatchObject({
      error: { code: 'not-allowed', permission: 'entry.approve' },
    });
    const token: Actor = { ...reviewer, scopes: ['entries:write'], channel: 'api' };
    expect(await startBulk(store, token, { action: 'approve', items: [a], farDayConfirmed: true })).toMatchObject({
      error: { code: 'not-allowed' },
    });
    expect(
      await startBulk(store, writer, { action: 'submit', items: [{ entry: 2_000_000_000 as EntryId }] }),
    ).toMatchObject({ error: { fields: [{ field: 'items' }] } });
    const { run } = done(await startBulk(store, reviewer, { action: 'approve', items: [a], farDayConfirmed: true }));
    const admin = await person(store, 'admin');
    expect(await cancelRun(store, writer, 'bulk', run)).toMatchObject({ error: { code: 'not-found' } });
    expect(await cancelRun(store, reviewer, 'export', run)).toMatchObject({ error: { code: 'not-found' } });
    done(await cancelRun(store, admin, 'bulk', run));
    const again = done(await retryBulk(store, reviewer, run));
    await carried(again.run);
    expect(await state(a.entry)).toBe('approved');
    expect(await retryBulk(store, reviewer, again.run)).toMatchObject({ error: { code: 'wrong-run-state' } });
  });

  test('asks for the right at the time: a reviewer who is none any more approves nothing more', async () => {
    const former = await person(store, 'reviewer', 'Former');
    const [a, b] = [await submitted('While I could'), await submitted('While I was here')];
    const demoted = done(await startBulk(store, former, { action: 'approve', items: [a], farDayConfirmed: true }));
    await setRole(store, 'system', former.person, 'editor');
    await carried(demoted.run);
    expect(await outcomes(demoted.run)).toEqual([[a.entry, 'failed', expect.stringContaining('does not allow')]]);
    await setRole(store, 'system', former.person, 'reviewer');
    const shut = done(await startBulk(store, former, { action: 'approve', items: [b], farDayConfirmed: true }));
    await disablePerson(store, 'system', former.person);
    expect(await carried(shut.run)).toEqual({ outcome: 'failed' });
    expect(await readRun(store, shut.run)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('no longer sign in'),
    });
    expect([await state(a.entry), await state(b.entry)]).toEqual(['in_review', 'in_review']);
  });
});

describe('a worker that dies', () => {
  test('between a deed and the record of it leaves neither: whoever takes the run up does it once', async () => {
    const a = await submitted('Done and written down in one');
    const { run } = done(await startBulk(store, reviewer, { action: 'approve', items: [a], farDayConfirmed: true }));
    await store.pool.query(
      "CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'died'; END $$",
    );
    await store.pool.query(
      'CREATE TRIGGER die BEFORE UPDATE OF outcome ON bulk_item FOR EACH ROW EXECUTE FUNCTION die()',
    );
    const dying = await claimRun(store, { worker: 'dying', leaseMs: 1, run });
    if (!dying) throw new Error('not claimed');
    const died = await carryOutBulk(
      context,
      dying,
      { confirm: async () => {} } as Lease,
      { progress: () => {}, say: () => {} } as unknown as RunRecord,
    ).catch(String);
    expect(died).toContain('died');
    expect(await state(a.entry)).toBe('in_review');
    await store.pool.query('DROP TRIGGER die ON bulk_item');
    await until(
      async () =>
        (await store.pool.query('SELECT 1 FROM archive_run WHERE id = $1 AND lease_until < now()', [run])).rowCount,
      5,
    );
    expect(await carried(run)).toEqual({ outcome: 'done' });
    expect(await outcomes(run)).toEqual([[a.entry, 'done', null]]);
    expect(await beginItem(store, dying)).toBeUndefined();
    expect(await store.prisma.auditEvent.count({ where: { entryId: a.entry, type: 'approve' } })).toBe(1);
  });

  test('or stood still and lost its run does nothing more', async () => {
    const a = await submitted('Not this one any more');
    const { run } = done(await startBulk(store, reviewer, { action: 'approve', items: [a], farDayConfirmed: true }));
    const late = await claimRun(store, { worker: 'late', leaseMs: context.leaseMs, run });
    if (!late) throw new Error('not claimed');
    await store.pool.query(
      `CREATE FUNCTION steal() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(0.3); RETURN NEW; END $$`,
    );
    await store.pool.query('CREATE TRIGGER steal BEFORE INSERT ON publication FOR EACH ROW EXECUTE FUNCTION steal()');
    const carrying = carryOutBulk(
      context,
      late,
      { confirm: async () => {} } as Lease,
      { progress: () => {}, say: () => {} } as unknown as RunRecord,
    ).catch((error: unknown) => error);
    await until(
      async () =>
        (await store.pool.query('SELECT 1 FROM bulk_item WHERE run_id = $1 AND begun_at IS NOT NULL', [run])).rowCount,
      5,
    );
    await store.pool.query('UPDATE archive_run SET fence = fence + 1 WHERE id = $1', [run]);
    expect(await carrying).toBeInstanceOf(LeaseLost);
    await store.pool.query('DROP TRIGGER steal ON publication');
    expect(await state(a.entry)).toBe('in_review');
  });

  test('somebody else having done it is a refusal, not a deed of this run', async () => {
    const a = await submitted('Done by another hand');
    const other = await person(store, 'reviewer', 'Other');
    const { run } = done(await startBulk(store, reviewer, { action: 'approve', items: [a], farDayConfirmed: true }));
    done(await approveEntry(store, other, a.entry, { hash: a.hash }));
    await carried(run);
    expect(await outcomes(run)).toEqual([[a.entry, 'failed', expect.stringContaining('no draft or pending change')]]);
  });

  test('in the midst is followed by another one; every entry is done once', async () => {
    const all = [];
    for (let i = 0; i < 120; i += 1) all.push(await submitted(`Entry ${i}`));
    const first = await startWorker(store, work.folder, { leaseSeconds: 1 });
    const { run } = done(await startBulk(store, reviewer, { action: 'approve', items: all, farDayConfirmed: true }));
    await until(async () => ((await bulkFiles(store, run, {})).counts['done'] ?? 0) >= 5, 30);
    await first.end('SIGKILL');
    const between = (await bulkFiles(store, run, {})).counts;
    expect(between['open']).toBeGreaterThan(0);
    const dead = await readRun(store, run);
    const second = await startWorker(store, work.folder, { leaseSeconds: 20 });
    expect(await ended(store, run, 60)).toMatchObject({
      state: 'done',
      attempts: (dead?.attempts ?? 0) + 1,
      report: { files: { done: 120, failed: 0 } },
    });
    await second.end();
    const { rows } = await store.pool.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM audit_event WHERE type = 'approve' AND entry_id = ANY($1::int[])
        GROUP BY entry_id`,
      [all.map(({ entry }) => entry)],
    );
    expect(rows.map(({ n }) => n)).toEqual(Array.from({ length: 120 }, () => 1));
  }, 120_000);
});
