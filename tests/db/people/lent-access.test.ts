import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBulk } from '../../../lib/editorial/bulk/start-bulk.ts';
import { changeContext } from '../../../lib/editorial/contexts/actions/change-context.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { approveContextChange } from '../../../lib/editorial/contexts/actions/decide-context-change.ts';
import { readContextChange } from '../../../lib/editorial/contexts/actions/read-context-change.ts';
import { approveEntry } from '../../../lib/editorial/entries/actions/approve-entry.ts';
import { publishScheduled } from '../../../lib/editorial/entries/actions/publish-scheduled.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { scheduleApproval } from '../../../lib/editorial/entries/actions/schedule-approval.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../../lib/editorial/entries/actions/withdraw-entry.ts';
import { readSnapshot } from '../../../lib/editorial/entries/store/entry-snapshot.ts';
import { readHistory } from '../../../lib/editorial/history/history.ts';
import { approveProseProposal } from '../../../lib/editorial/prose/decide-prose.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import { carryOut } from '../../../lib/exchange/runs/carry-out-run.ts';
import type { EntryId, PersonId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Role } from '../../../lib/kernel/permission/role.ts';
import { addPerson, setPassword } from '../../../lib/people/actions/manage-people.ts';
import { createToken } from '../../../lib/people/actions/manage-tokens.ts';
import { changeOwnPassword } from '../../../lib/people/actions/own-account.ts';
import { resetForAddress, resetForPerson, resetPassword } from '../../../lib/people/actions/reset-password.ts';
import { openSession } from '../../../lib/people/sign-in/sessions.ts';
import { signInByPassword } from '../../../lib/people/sign-in/sign-in.ts';
import { actorOf, actorOfHeader, personOfClaims } from '../../../lib/people/sign-in/who.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { claimRun } from '../../../lib/runs/store/run-claims.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { done, publishedEntry } from '../../support/newsroom.ts';
import { scratch } from '../../support/runs.ts';
import { writeTree } from '../../support/trees.ts';

const PASSWORD = 'a lamp beside the window';
const NEXT = 'another lamp and window';
const LENT = { ok: false, error: { code: 'lent-access' } };

let store: Store;
let anna: Actor;
const work = scratch('lent-access');
beforeAll(async () => {
  store = await freshStore();
  anna = await person(store, 'admin', 'Anna');
});
afterAll(async () => {
  await store.close();
  work.clear();
});

async function colleague(role: Role = 'reviewer') {
  const email = `${randomUUID()}@example.org`;
  const { id } = done(await addPerson(store, 'system', { email, name: 'Rolf', role, password: PASSWORD }));
  return { id, email };
}

/** The actor of somebody who signs in with a password. */
async function signedIn(email: string, password: string): Promise<Actor> {
  const proved = await signInByPassword(store, { email, password }, undefined);
  const claims = proved.ok
    ? await openSession(store, proved.person, proved.by, { agent: '', address: '', epoch: proved.epoch })
    : undefined;
  const found = claims && (await personOfClaims(store, claims));
  if (!found) throw new Error('not in');
  return actorOf(found);
}

async function byToken(maker: Actor, email: string): Promise<Actor> {
  const { secret } = done(
    await createToken(store, maker, { email, scopes: ['entries:write', 'review', 'archive:read', 'import'] }),
  );
  const actor = await actorOfHeader(store, `Bearer ${secret}`);
  if (!actor) throw new Error('not in');
  return actor;
}

async function submitted(writer: Actor) {
  const { entry, hash } = done(await createEntry(store, writer, entryInput(`Lent ${randomUUID()}`)));
  done(await submitEntry(store, writer, entry));
  return { entry, hash };
}

/** Every way in which an admin gets into a colleague's account. */
const INTO: Readonly<Record<string, (who: { id: PersonId; email: string }) => Promise<Actor>>> = {
  'a token that she made in his name': ({ email }) => byToken(anna, email),
  'a password that she set': async ({ id, email }) => {
    done(await setPassword(store, anna, id, NEXT));
    return signedIn(email, NEXT);
  },
  'a password that she set, and changed as him': async ({ id, email }) => {
    done(await setPassword(store, anna, id, PASSWORD));
    done(await changeOwnPassword(store, await signedIn(email, PASSWORD), { old: PASSWORD, password: NEXT }));
    return signedIn(email, NEXT);
  },
  'a link that she made and used': async ({ id, email }) => {
    done(await resetPassword(store, { secret: done(await resetForPerson(store, anna, id)).secret, password: NEXT }));
    return signedIn(email, NEXT);
  },
  'a token that she made as another admin whose password she set': async ({ email }) => {
    const other = await colleague('admin');
    done(await setPassword(store, anna, other.id, NEXT));
    return byToken(await signedIn(other.email, NEXT), email);
  },
};

describe.each(Object.keys(INTO))('with %s an admin', (way) => {
  const enter = async () => {
    const into = INTO[way];
    if (!into) throw new Error(way);
    return into(await colleague());
  };

  test('does not approve what she wrote, now, for later or among many', async () => {
    const [mine, later, many] = [await submitted(anna), await submitted(anna), await submitted(anna)];
    const rolf = await enter();
    expect(await approveEntry(store, rolf, mine.entry, { hash: mine.hash })).toMatchObject(LENT);
    expect(
      await scheduleApproval(store, rolf, later.entry, { hash: later.hash, at: new Date(Date.now() + 60_000) }),
    ).toMatchObject(LENT);
    const { run } = done(await startBulk(store, rolf, { action: 'approve', items: [many] }));
    const claim = await claimRun(store, { worker: 'a worker', leaseMs: 20_000, run });
    if (!claim) throw new Error('no claim');
    await carryOut({ store, worker: 'a worker', leaseMs: 20_000, home: work.folder, exportRoot: work.folder }, claim);
    expect(await store.prisma.bulkItem.findFirst({ where: { runId: run } })).toMatchObject({
      outcome: 'failed',
      detail: expect.stringContaining('author'),
    });
    for (const { entry } of [mine, later, many]) expect((await readSnapshot(store, entry))?.published).toBeUndefined();
  });

  test('does not approve as herself what she wrote as him', async () => {
    const written = await submitted(await enter());
    expect(await approveEntry(store, anna, written.entry, { hash: written.hash })).toMatchObject({
      ok: false,
      error: { code: 'own-work' },
    });
  });

  test('does not take a page away that she asked for as him', async () => {
    const { entry } = await publishedEntry(store, await person(store, 'editor'), anna, `Page ${randomUUID()}`);
    done(await withdrawEntry(store, await enter(), entry, { reason: 'It is wrong.' }));
    const { proposal } = (await readSnapshot(store, entry)) ?? {};
    expect(await approveEntry(store, anna, entry, { hash: proposal?.hash ?? '' })).toMatchObject({
      ok: false,
      error: { code: 'own-work' },
    });
  });

  test('approves what an editor wrote with another token of hers, and the history names her', async () => {
    const theirs = await submitted(await byToken(anna, (await colleague('editor')).email));
    done(await approveEntry(store, await enter(), theirs.entry, { hash: theirs.hash }));
  });

  test('approves what others wrote, and the history names her', async () => {
    const theirs = await submitted(await person(store, 'editor'));
    done(await approveEntry(store, await enter(), theirs.entry, { hash: theirs.hash }));
    const lines =
      (await readHistory(store, theirs.entry))?.groups.flatMap(({ sittings }) =>
        sittings.flatMap(({ lines: own }) => own),
      ) ?? [];
    expect(lines.find(({ type }) => type === 'approve')).toMatchObject({ hands: expect.arrayContaining(['Anna']) });
  });
});

test('a planned approval is refused at its time where the rule of four eyes came back meanwhile', async () => {
  const mine = await submitted(anna);
  const rolf = await byToken(anna, (await colleague()).email);
  await store.prisma.newsroomSettings.updateMany({ data: { fourEyes: false } });
  const at = new Date(Date.now() + 60_000);
  done(await scheduleApproval(store, rolf, mine.entry, { hash: mine.hash, at }));
  await store.prisma.newsroomSettings.updateMany({ data: { fourEyes: true } });
  expect(await publishScheduled(store, () => new Date(at.getTime() + 1000))).toMatchObject({ published: 0, failed: 1 });
  expect((await readSnapshot(store, mine.entry as EntryId))?.published).toBeUndefined();
});

describe('somebody approves an admin’s work', () => {
  const approves = async (rolf: Actor) => {
    const mine = await submitted(anna);
    expect(await approveEntry(store, rolf, mine.entry, { hash: mine.hash })).toMatchObject({ ok: true });
  };

  test('with the first password of the account that she made', async () => {
    const email = `${randomUUID()}@example.org`;
    done(await addPerson(store, anna, { email, name: 'Nobody', role: 'reviewer', password: PASSWORD }));
    await approves(await signedIn(email, PASSWORD));
  });

  test('with a password of their own', async () => {
    await approves(await signedIn((await colleague()).email, PASSWORD));
  });

  test('again, once they asked for a link by themselves after she had set their password', async () => {
    const { id, email } = await colleague();
    done(await setPassword(store, anna, id, NEXT));
    const link = await resetForAddress(store, email);
    done(await resetPassword(store, { secret: link?.secret ?? '', password: PASSWORD }));
    await approves(await signedIn(email, PASSWORD));
  });

  test('with a session that an outside service vouched for', async () => {
    const { id, email } = await colleague();
    done(await setPassword(store, anna, id, NEXT));
    const claims = await openSession(store, id, 'oidc', { agent: '', address: '' });
    const found = claims && (await personOfClaims(store, claims));
    expect(found?.email).toBe(email);
    await approves(actorOf(found as NonNullable<typeof found>));
  });

  test('with a token that another made, and the history names that one', async () => {
    const mine = await submitted(anna);
    const berta = await person(store, 'admin', 'Berta');
    done(await approveEntry(store, await byToken(berta, (await colleague()).email), mine.entry, { hash: mine.hash }));
    const fact = await store.prisma.auditEvent.findFirst({ where: { entryId: mine.entry, type: 'approve' } });
    expect(fact?.detail).toMatchObject({ hands: [berta.person] });
  });
});

describe('what waits beside entries', () => {
  async function renamed(asker: Actor): Promise<{ id: number; hash: string }> {
    const { id } = done(await createContext(store, anna, { name: `Lent ${randomUUID()}`, despite: true }));
    const [writer, reviewer] = [await person(store, 'editor'), await person(store, 'reviewer')];
    await publishedEntry(store, writer, reviewer, `Named ${randomUUID()}`, { contexts: [id] });
    const { change } = done(
      await changeContext(store, asker, id, { version: 1, name: `Other ${randomUUID()}`, despite: true }),
    );
    return { id: change ?? 0, hash: (await readContextChange(store, change ?? 0))?.hash ?? '' };
  }

  test('a change of names that she asked for in his name is hers too', async () => {
    const { email } = await colleague();
    const lent = await byToken(anna, email);
    const his = await renamed(lent);
    expect(await approveContextChange(store, anna, his.id, his)).toMatchObject({
      ok: false,
      error: { code: 'own-work' },
    });
    const hers = await renamed(anna);
    expect(await approveContextChange(store, lent, hers.id, hers)).toMatchObject(LENT);
    expect(await approveContextChange(store, await person(store, 'reviewer'), his.id, his)).toMatchObject({ ok: true });
  });

  test('what she imported in his name is hers too', async () => {
    const { email } = await colleague();
    const importing: Actor = { ...(await byToken(anna, email)), channel: 'import' };
    const at = `faq/${randomUUID()}.md`;
    writeTree(`${work.folder}/tree`, { [at]: '# Words' });
    const source = await openSource(`${work.folder}/tree`);
    done(await importArchive(store, importing, source, { publish: false, dryRun: false }));
    await source.close();
    const { id, hash } = await store.prisma.proseProposal.findFirstOrThrow({ where: { path: at } });
    expect(await approveProseProposal(store, anna, id, { hash })).toMatchObject({
      ok: false,
      error: { code: 'own-work' },
    });
    expect(await approveProseProposal(store, await person(store, 'reviewer'), id, { hash })).toMatchObject({
      ok: true,
    });
  });
});
