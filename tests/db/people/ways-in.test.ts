import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { restoreArchive } from '../../../lib/admin/backup/restore-archive.ts';
import { startBulk } from '../../../lib/editorial/bulk/start-bulk.ts';
import { assignEntry } from '../../../lib/editorial/entries/actions/assign-entry.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { scheduleApproval } from '../../../lib/editorial/entries/actions/schedule-approval.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import { readReviewQueue } from '../../../lib/editorial/review/queries/review-queue.ts';
import type { AccountEvent } from '../../../lib/kernel/permission/account-events.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { invite, lookAtInvitation } from '../../../lib/people/actions/invite-people.ts';
import {
  addPerson,
  disablePerson,
  enablePerson,
  setPassword,
  setRole,
} from '../../../lib/people/actions/manage-people.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeOwnSecondFactor,
  takeSecondFactor,
} from '../../../lib/people/actions/manage-second-factor.ts';
import { createToken } from '../../../lib/people/actions/manage-tokens.ts';
import { changeOwnPassword } from '../../../lib/people/actions/own-account.ts';
import {
  lookAtReset,
  resetForAddress,
  resetForPerson,
  resetPassword,
} from '../../../lib/people/actions/reset-password.ts';
import { openSession } from '../../../lib/people/sign-in/sessions.ts';
import { signInByPassword } from '../../../lib/people/sign-in/sign-in.ts';
import { codeAt, stepAt } from '../../../lib/people/sign-in/totp.ts';
import { actorOfHeader, personOfClaims } from '../../../lib/people/sign-in/who.ts';
import { backupTo } from '../../../lib/platform/backup/backup.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { serveApi } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { done } from '../../support/newsroom.ts';

const PASSWORD = 'a lamp beside the window';
const NEXT = 'another lamp and window';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

const KEYS = [
  'sessions',
  'own-session',
  'tokens',
  'resets',
  'devices',
  'begun-factor',
  'given',
  'reviews',
  'plans',
] as const;
type Key = (typeof KEYS)[number];

/** What must be over after each event. `own-session` is the one that does it, where the account does it by itself. */
const OVER: Readonly<Record<AccountEvent, readonly Key[]>> = {
  disabled: KEYS.filter((key) => key !== 'plans'),
  enabled: KEYS,
  'password-by-other': ['sessions', 'own-session', 'tokens', 'resets', 'devices', 'begun-factor', 'given'],
  'password-by-link': ['sessions', 'own-session', 'tokens', 'resets', 'devices', 'begun-factor', 'given'],
  'password-by-self': ['sessions', 'own-session', 'tokens', 'resets', 'devices', 'begun-factor'],
  'second-factor-set': ['sessions', 'tokens', 'resets', 'devices', 'begun-factor'],
  'second-factor-taken': ['sessions', 'own-session', 'tokens', 'resets', 'devices', 'begun-factor'],
  'role-lowered': ['sessions', 'own-session', 'resets', 'devices', 'given', 'reviews'],
  'role-raised': ['sessions', 'own-session', 'devices'],
  'made-reviewer': ['sessions', 'own-session', 'devices', 'plans'],
  restored: ['sessions', 'own-session', 'tokens', 'resets', 'devices', 'begun-factor', 'given'],
};

let store: Store;
let folder: string;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  folder = mkdtempSync(path.join(tmpdir(), 'dateline-ways-in-'));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

/** The secret of an authenticator app from its letters. */
function bytesOf(letters: string): Buffer {
  const bits = [...letters].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

async function inReview(writer: Actor) {
  const { entry, hash } = done(await createEntry(store, writer, entryInput(`In review ${randomUUID()}`)));
  done(await submitEntry(store, writer, entry));
  return { entry, hash };
}

/** Somebody with everything that an account can have. */
async function everything(role: 'admin' | 'reviewer') {
  const email = `${randomUUID()}@example.org`;
  const { id } = done(await addPerson(store, 'system', { email, name: 'Vera', role, password: PASSWORD }));
  const actor: Actor = { person: id, role, channel: 'screen' };
  const admin: Actor = { ...actor, role: 'admin' };
  const [other, writer] = [await person(store, 'reviewer'), await person(store, 'editor')];
  const { email: othersEmail } = await store.prisma.person.findUniqueOrThrow({ where: { id: other.person } });
  const open = async () => {
    const claims = await openSession(store, id, 'password', { agent: '', address: '' });
    if (!claims) throw new Error('No session was opened.');
    return claims;
  };
  const [session, own] = [await open(), await open()];
  const token = done(await createToken(store, 'system', { email, scopes: ['review'] })).secret;
  const reset = await resetForAddress(store, email);
  await store.prisma.knownDevice.create({ data: { personId: id, secretHash: randomUUID() } });
  const begun = bytesOf(done(await beginSecondFactor(store, actor, PASSWORD)).secret);
  const invitation = done(
    await invite(store, admin, { email: `${randomUUID()}@example.org`, name: '', role: 'admin' }),
  ).secret;
  const handed = done(await resetForPerson(store, admin, other.person)).secret;
  const lent = done(await createToken(store, admin, { email: othersEmail, scopes: ['review'] })).secret;
  const [assigned, planned, many] = [await inReview(writer), await inReview(writer), await inReview(writer)];
  done(await assignEntry(store, actor, assigned.entry, id));
  done(
    await scheduleApproval(store, actor, planned.entry, { hash: planned.hash, at: new Date(Date.now() + 86_400_000) }),
  );
  const { run } = done(await startBulk(store, actor, { action: 'approve', items: [many] }));

  const isOver = async (at: Store): Promise<Record<Key, boolean>> => {
    const over = async (claims: typeof session) => (await personOfClaims(at, claims)) === undefined;
    const dead = async (secret: string) => (await actorOfHeader(at, `Bearer ${secret}`)) === undefined;
    const linkDead = async (secret: string | undefined) => !(await lookAtReset(at, secret ?? '')).ok;
    const row = await at.prisma.person.findUniqueOrThrow({ where: { id } });
    const plans = [
      (await at.prisma.proposal.findFirstOrThrow({ where: { entryId: planned.entry } })).publishAt === null,
      (await at.prisma.archiveRun.findUniqueOrThrow({ where: { id: run } })).state === 'cancelled',
    ];
    const given = [!(await lookAtInvitation(at, invitation)).ok, await linkDead(handed), await dead(lent)];
    const all = (parts: boolean[]) => {
      if (new Set(parts).size > 1) throw new Error(`One part is over and another is not: ${parts.join(', ')}`);
      return parts.every(Boolean);
    };
    return {
      sessions: await over(session),
      'own-session': await over(own),
      tokens: await dead(token),
      resets: await linkDead(reset?.secret),
      devices: (await at.prisma.knownDevice.count({ where: { personId: id } })) === 0,
      // Once it counts, it is begun no longer.
      'begun-factor': row.totpSealed === null || row.totpSince !== null,
      given: all(given),
      reviews:
        (await at.prisma.proposal.findFirstOrThrow({ where: { entryId: assigned.entry } })).assignedToId === null,
      plans: all(plans),
    };
  };
  return { id, email, actor, own: own.session, begun, reset: reset?.secret ?? '', assigned: assigned.entry, isOver };
}

type Account = Awaited<ReturnType<typeof everything>>;

/** Does each thing that ends or changes an account. The store in which to look afterwards, where it is another. */
const DO: Readonly<Record<AccountEvent, (who: Account) => Promise<Store | undefined>>> = {
  disabled: async ({ id }) => void done(await disablePerson(store, 'system', id)) as undefined,
  enabled: async ({ id }) => {
    // What a fault left alive while the account was shut must not come back with it.
    await store.pool.query('UPDATE person SET disabled_at = now() WHERE id = $1', [id]);
    done(await enablePerson(store, 'system', id));
    return undefined;
  },
  'password-by-other': async ({ id }) => void done(await setPassword(store, 'system', id, NEXT)) as undefined,
  'password-by-link': async ({ email, reset }) => {
    const second = await resetForAddress(store, email);
    expect(await lookAtReset(store, reset)).toMatchObject({ ok: true });
    done(await resetPassword(store, { secret: second?.secret ?? '', password: NEXT }));
    return undefined;
  },
  'password-by-self': async ({ actor }) =>
    void done(await changeOwnPassword(store, actor, { old: PASSWORD, password: NEXT })) as undefined,
  'second-factor-set': async ({ actor, begun, own }) =>
    void done(await confirmSecondFactor(store, actor, codeAt(begun, stepAt(Date.now())), own)) as undefined,
  'second-factor-taken': async ({ id }) => {
    await store.pool.query('UPDATE person SET totp_since = now() WHERE id = $1', [id]);
    done(await takeSecondFactor(store, await person(store, 'admin'), id));
    return undefined;
  },
  'role-lowered': async ({ id }) => void done(await setRole(store, 'system', id, 'editor')) as undefined,
  'role-raised': async ({ id }) => void done(await setRole(store, 'system', id, 'admin')) as undefined,
  'made-reviewer': async ({ id }) => {
    await store.pool.query("UPDATE person SET role = 'editor' WHERE id = $1", [id]);
    done(await setRole(store, 'system', id, 'reviewer'));
    return undefined;
  },
  restored: async () => {
    const file = path.join(folder, randomUUID());
    done(await backupTo(store, file));
    const restored = await freshStore();
    done(await restoreArchive(restored, file));
    return restored;
  },
};

describe('what an account had before is over', () => {
  test.each(Object.keys(OVER) as AccountEvent[])('%s', async (event) => {
    await person(store, 'admin');
    const who = await everything(event === 'role-raised' ? 'reviewer' : 'admin');
    expect(Object.values(await who.isOver(store)), 'before').toEqual(KEYS.map(() => false));
    const elsewhere = await DO[event](who);
    expect(await who.isOver(elsewhere ?? store)).toEqual(
      Object.fromEntries(KEYS.map((key) => [key, OVER[event].includes(key)])),
    );
    await elsewhere?.close();
  });
});

test('one’s own password is guessed at ten times, on an open screen too, and by no door more often', async () => {
  const me = done(
    await addPerson(store, 'system', {
      email: `${randomUUID()}@example.org`,
      name: 'Ana',
      role: 'editor',
      password: PASSWORD,
    }),
  );
  const actor: Actor = { person: me.id, role: 'editor', channel: 'screen' };
  const wrong = { error: { code: 'invalid' } };
  for (let n = 0; n < 5; n += 1) {
    expect(await changeOwnPassword(store, actor, { old: 'a wrong lamp', password: NEXT })).toMatchObject(wrong);
    expect(await beginSecondFactor(store, actor, 'a wrong lamp')).toMatchObject(wrong);
  }
  const late = { ok: false, error: { code: 'throttled' } };
  expect(await changeOwnPassword(store, actor, { old: PASSWORD, password: NEXT })).toMatchObject(late);
  expect(await beginSecondFactor(store, actor, PASSWORD)).toMatchObject(late);
  expect(await removeOwnSecondFactor(store, actor, PASSWORD, undefined)).toMatchObject(late);
});

test('taking one’s own second factor away keeps the session that does it, and no other', async () => {
  const who = await everything('reviewer');
  done(await confirmSecondFactor(store, who.actor, codeAt(who.begun, stepAt(Date.now())), who.own));
  done(await removeOwnSecondFactor(store, who.actor, PASSWORD, who.own));
  expect(await who.isOver(store)).toMatchObject({ sessions: true, 'own-session': false });
});

test('a password that was right a moment ago opens no session after it was changed', async () => {
  const who = await everything('reviewer');
  const proved = await signInByPassword(store, { email: who.email, password: PASSWORD }, undefined);
  if (!proved.ok) throw new Error('not in');
  done(await setPassword(store, 'system', who.id, NEXT));
  expect(await openSession(store, who.id, proved.by, { agent: '', address: '', epoch: proved.epoch })).toBeUndefined();
});

test('what somebody was to review who was shut out waits for somebody else', async () => {
  const [who, admin] = [await everything('reviewer'), await person(store, 'admin')];
  const waiting = async () =>
    (
      await readReviewQueue(
        store,
        { person: admin.person, fourEyes: true },
        { filter: { filter: 'unassigned' }, limit: 500 },
      )
    ).items.map((item) => (item.kind === 'entry' ? item.entry : undefined));
  expect(await waiting()).not.toContain(who.assigned);
  done(await disablePerson(store, admin, who.id));
  expect(await waiting()).toContain(who.assigned);
  expect(await assignEntry(store, admin, who.assigned, who.id)).toMatchObject({ ok: false });
});
