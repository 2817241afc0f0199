import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonId } from '../../../lib/kernel/ids.ts';
import { lookAtSetup, makeFirstAdmin } from '../../../lib/people/actions/make-first-admin.ts';
import {
  addPerson,
  disablePerson,
  enablePerson,
  setPassword,
  setRole,
} from '../../../lib/people/actions/manage-people.ts';
import { resetForAddress, resetPassword } from '../../../lib/people/actions/reset-password.ts';
import { type Claims, openSession } from '../../../lib/people/sign-in/sessions.ts';
import { isOpenSetupKey, makeSetupLink } from '../../../lib/people/sign-in/setup-link.ts';
import { knowDevice, signInByPassword } from '../../../lib/people/sign-in/sign-in.ts';
import { TRIES } from '../../../lib/people/sign-in/throttle.ts';
import { personOfClaims } from '../../../lib/people/sign-in/who.ts';
import { startSession } from '../../../lib/people/store/sessions.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore } from '../../support/database.ts';
import { effort } from '../../support/effort.ts';

const PASSWORD = 'correct horse battery';

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

async function somebody(): Promise<{ id: PersonId; email: string }> {
  const email = `${randomUUID()}@example.org`;
  const made = await addPerson(store, 'system', { email, name: 'Ada', role: 'editor', password: PASSWORD });
  if (!made.ok) throw new Error('not made');
  return { id: made.value.id, email };
}

async function claims(email: string): Promise<Claims> {
  const outcome = await signInByPassword(store, { email, password: PASSWORD }, undefined);
  if (!outcome.ok) throw new Error(outcome.because);
  const opened = await openSession(store, outcome.person, outcome.by, { agent: undefined, address: undefined });
  if (!opened) throw new Error('no session');
  return opened;
}

describe('signing in with a password', () => {
  it('lets the right password in, whatever the case of the address, and keeps argon2id only', async () => {
    const { id, email } = await somebody();
    expect(await signInByPassword(store, { email: email.toUpperCase(), password: PASSWORD }, undefined)).toMatchObject({
      ok: true,
      person: id,
      by: 'password',
    });
    const row = await store.prisma.person.findUniqueOrThrow({ where: { id } });
    expect(row.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  it('gives one answer to a wrong password, an unknown, a disabled person and one without a password', async () => {
    const { id, email } = await somebody();
    const refused = { ok: false, because: 'refused' };
    expect(await signInByPassword(store, { email, password: 'wrong password!' }, undefined)).toEqual(refused);
    expect(await signInByPassword(store, { email: 'nobody@example.org', password: PASSWORD }, undefined)).toEqual(
      refused,
    );
    await disablePerson(store, 'system', id);
    expect(await signInByPassword(store, { email, password: PASSWORD }, undefined)).toEqual(refused);
    const bare = await store.prisma.person.create({
      data: { email: `${randomUUID()}@example.org`, name: 'No password', role: 'editor' },
    });
    expect(await signInByPassword(store, { email: bare.email, password: PASSWORD }, undefined)).toEqual(refused);
  });

  it('takes as long for an unknown person as for a wrong password', async () => {
    const { email } = await somebody();
    const time = async (typed: string) => {
      const begun = effort();
      await signInByPassword(store, { email: typed, password: 'wrong password!' }, undefined);
      return effort() - begun;
    };
    const times: { known: number; unknown: number }[] = [];
    for (let i = 0; i < 9; i += 1) times.push({ known: await time(email), unknown: await time('who@example.org') });
    const middle = (which: 'known' | 'unknown') => times.map((one) => one[which]).sort((a, b) => a - b)[4] ?? 0;
    const [known, unknown] = [middle('known'), middle('unknown')];
    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });

  it('refuses input of any other shape', async () => {
    for (const typed of [
      undefined,
      null,
      'text',
      {},
      { email: {}, password: [] },
      { email: 'a@example.org', password: 'x\0y', more: 1 },
      { email: 'a\0@example.org', password: PASSWORD },
    ]) {
      expect(await signInByPassword(store, typed, undefined)).toEqual({ ok: false, because: 'refused' });
    }
  });
});

describe('the throttle', () => {
  it('stops tries at one account, right password or not, from any address, also when they come at once', async () => {
    const { email } = await somebody();
    const tries = Array.from({ length: TRIES.account * 2 }, (_, i) =>
      signInByPassword(store, { email, password: 'wrong password!' }, `10.0.0.${i}`),
    );
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.because === 'refused')).toHaveLength(TRIES.account);
    expect(await signInByPassword(store, { email, password: PASSWORD }, '10.9.9.9')).toEqual({
      ok: false,
      because: 'throttled',
    });
  });

  it('treats an account that does not exist the same', async () => {
    const typed = { email: `${randomUUID()}@example.org`, password: 'wrong password!' };
    for (let i = 0; i < TRIES.account; i += 1)
      expect(await signInByPassword(store, typed, undefined)).toMatchObject({ because: 'refused' });
    expect(await signInByPassword(store, typed, undefined)).toMatchObject({ because: 'throttled' });
  });

  it('stops one address that tries many accounts', async () => {
    const tries = Array.from({ length: TRIES.address + 5 }, () =>
      signInByPassword(store, { email: `${randomUUID()}@example.org`, password: 'wrong password!' }, '192.0.2.7'),
    );
    const outcomes = await Promise.all(tries);
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.because === 'throttled')).toHaveLength(5);
  });

  it('shuts out the network of a stranger, and not the account: IPv6 counts by its first half', async () => {
    const { email } = await somebody();
    const wrong = (n: number) =>
      signInByPassword(store, { email: ` ${email.toUpperCase()} `, password: 'wrong password!' }, `2001:db8:5:5::${n}`);
    const outcomes = await Promise.all(Array.from({ length: TRIES.network + 3 }, (_, n) => wrong(n + 1)));
    expect(outcomes.filter((outcome) => !outcome.ok && outcome.because === 'throttled')).toHaveLength(3);
    expect(await signInByPassword(store, { email, password: PASSWORD }, '2001:db8:5:5::99')).toMatchObject({
      because: 'throttled',
    });
    expect(await signInByPassword(store, { email, password: PASSWORD }, '192.0.2.99')).toMatchObject({ ok: true });
  });

  /** Strangers from many networks use the account's tries up. */
  async function besieged() {
    const who = await somebody();
    await Promise.all(
      Array.from({ length: TRIES.account + 1 }, (_, n) =>
        signInByPassword(store, { email: who.email, password: 'wrong password!' }, `198.51.100.${n}`),
      ),
    );
    expect(await signInByPassword(store, { email: who.email, password: PASSWORD }, '203.0.113.1')).toMatchObject({
      because: 'throttled',
    });
    return who;
  }

  it('lets somebody in from where they signed in before, and with a browser that they used before', async () => {
    const { id, email } = await besieged();
    await startSession(store, id, { by: 'password', device: '', address: '203.0.113.1' });
    expect(await signInByPassword(store, { email, password: 'wrong password!' }, '203.0.113.1')).toMatchObject({
      because: 'refused',
    });
    expect(await signInByPassword(store, { email, password: PASSWORD }, '203.0.113.1')).toMatchObject({ ok: true });
    const other = await besieged();
    await knowDevice(store, other.id, 'the secret of a browser');
    expect(
      await signInByPassword(
        store,
        { email: other.email, password: PASSWORD },
        '198.51.100.1',
        'the secret of another',
      ),
    ).toMatchObject({ because: 'throttled' });
    expect(
      await signInByPassword(
        store,
        { email: other.email, password: PASSWORD },
        '198.51.100.1',
        'the secret of a browser',
      ),
    ).toMatchObject({ ok: true });
  });

  it('lets somebody in again who set a new password by a link', async () => {
    const { email } = await somebody();
    for (let n = 0; n <= TRIES.network; n += 1)
      await signInByPassword(store, { email, password: 'wrong password!' }, '203.0.113.5');
    expect(await signInByPassword(store, { email, password: PASSWORD }, '203.0.113.5')).toMatchObject({
      because: 'throttled',
    });
    const link = await resetForAddress(store, email);
    expect(
      await resetPassword(store, { secret: link?.secret ?? '', password: 'another lamp and window' }),
    ).toMatchObject({ ok: true });
    expect(await signInByPassword(store, { email, password: 'another lamp and window' }, '203.0.113.5')).toMatchObject({
      ok: true,
    });
  });

  it('leaves in the audit log who was kept out and how often, without what was typed', async () => {
    const before = await store.prisma.auditEvent.count();
    const { id, email } = await somebody();
    for (let n = 0; n < TRIES.network + 5; n += 1)
      await signInByPassword(store, { email, password: 'wrong password!' }, '203.0.113.9');
    const facts = await store.prisma.auditEvent.findMany({
      where: { type: { in: ['sign-in-failed', 'sign-in-throttled'] } },
      orderBy: { id: 'asc' },
    });
    const told = facts
      .map(({ type, detail }) => ({ type, ...(detail as { person?: number; times: number; address: string }) }))
      .filter(({ person }) => person === id);
    expect(told).toMatchObject([
      { type: 'sign-in-failed', address: '203.0.113.9', times: 1 },
      { type: 'sign-in-failed', address: '203.0.113.9', times: 10 },
      { type: 'sign-in-throttled', address: '203.0.113.9', times: 1 },
    ]);
    expect(JSON.stringify(facts)).not.toContain('wrong password!');
    expect((await store.prisma.auditEvent.count()) - before).toBeLessThan(10);
    const strangers = await store.prisma.auditEvent.count();
    for (let n = 0; n < 30; n += 1)
      await signInByPassword(
        store,
        { email: `${randomUUID()}@example.org`, password: 'wrong password!' },
        '203.0.113.10',
      );
    expect((await store.prisma.auditEvent.count()) - strangers).toBe(2);
  });

  it('forgets wrong tries after the right password', async () => {
    const { email } = await somebody();
    for (let round = 0; round < 2; round += 1) {
      for (let i = 0; i < TRIES.account - 1; i += 1)
        await signInByPassword(store, { email, password: 'wrong password!' }, undefined);
      expect(await signInByPassword(store, { email, password: PASSWORD }, undefined)).toMatchObject({ ok: true });
    }
  });
});

describe('a session', () => {
  it('ends at once when the person is disabled, and stays ended after they are enabled again', async () => {
    const { id, email } = await somebody();
    const old = await claims(email);
    expect(await personOfClaims(store, old)).toMatchObject({ id, role: 'editor' });
    await disablePerson(store, 'system', id);
    expect(await personOfClaims(store, old)).toBeUndefined();
    await enablePerson(store, 'system', id);
    expect(await personOfClaims(store, old)).toBeUndefined();
    expect(await personOfClaims(store, await claims(email))).toMatchObject({ id });
  });

  it('ends when the role or the password changes', async () => {
    const { id, email } = await somebody();
    const before = await claims(email);
    await setRole(store, 'system', id, 'reviewer');
    expect(await personOfClaims(store, before)).toBeUndefined();
    const between = await claims(email);
    expect(await personOfClaims(store, between)).toMatchObject({ role: 'reviewer' });
    await setPassword(store, 'system', id, 'another long password');
    expect(await personOfClaims(store, between)).toBeUndefined();
  });
});

describe('the setup link', () => {
  it('makes one admin when twenty try at once, and is dead afterwards', async () => {
    const empty = await freshStore();
    const key = await newKey(empty);
    const admin = (n: number) => ({ key, name: `Admin ${n}`, email: `admin-${n}@example.org`, password: PASSWORD });
    const tries = await Promise.all(Array.from({ length: 20 }, (_, n) => makeFirstAdmin(empty, admin(n))));
    expect(tries.filter((done) => done.ok)).toHaveLength(1);
    expect(tries.flatMap((done) => (done.ok ? [] : [done.error.code]))).toEqual(Array(19).fill('not-found'));
    expect(await empty.prisma.person.count()).toBe(1);
    expect(await makeFirstAdmin(empty, admin(21))).toMatchObject({ ok: false });
    expect(await isOpenSetupKey(empty, key)).toBe(false);
    expect(await makeSetupLink(empty, 'http://localhost:3000')).toBeUndefined();
    await empty.close();
  });

  it('has its key behind the #, which no server is told', async () => {
    const empty = await freshStore();
    const link = new URL((await makeSetupLink(empty, 'http://localhost:3000')) ?? '');
    expect(`${link.pathname}${link.search}`).toBe('/setup');
    expect(await isOpenSetupKey(empty, link.hash.slice(1))).toBe(true);
    await empty.close();
  });

  it('is replaced by a newer one, dies when an admin comes another way, and stores no secret', async () => {
    const empty = await freshStore();
    const [old, key] = [await newKey(empty), await newKey(empty)];
    expect(await isOpenSetupKey(empty, old)).toBe(false);
    expect(await isOpenSetupKey(empty, key)).toBe(true);
    expect([await lookAtSetup(empty, old), await lookAtSetup(empty, key)]).toMatchObject([{ ok: false }, { ok: true }]);
    expect(JSON.stringify(await empty.prisma.setupLink.findMany())).not.toContain(key);
    await addPerson(empty, 'system', { email: 'root@example.org', name: 'Root', role: 'admin', password: PASSWORD });
    expect(
      await makeFirstAdmin(empty, { key, name: 'Late', email: 'late@example.org', password: PASSWORD }),
    ).toMatchObject({ ok: false });
    expect(await empty.prisma.person.count()).toBe(1);
    await empty.close();
  });
});

async function newKey(empty: Store): Promise<string> {
  const link = await makeSetupLink(empty, 'http://localhost:3000');
  return new URL(link ?? '').hash.slice(1);
}
