import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { POST as changePassword } from '../../../app/api/v1/account/password/route.ts';
import { POST as endSession } from '../../../app/api/v1/account/sessions/[id]/end/route.ts';
import { POST as endOthers } from '../../../app/api/v1/account/sessions/end-others/route.ts';
import { GET as sessions } from '../../../app/api/v1/account/sessions/route.ts';
import { POST as revokeOwn } from '../../../app/api/v1/account/tokens/[id]/revoke/route.ts';
import { GET as entries } from '../../../app/api/v1/entries/titles/route.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { PersonId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { addPerson, disablePerson, setRole } from '../../../lib/people/actions/manage-people.ts';
import { createToken } from '../../../lib/people/actions/manage-tokens.ts';
import { clientAddress } from '../../../lib/people/sign-in/client-address.ts';
import { signInByPassword } from '../../../lib/people/sign-in/sign-in.ts';
import { TRIES } from '../../../lib/people/sign-in/throttle.ts';
import { startSession } from '../../../lib/people/store/sessions.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { done } from '../../support/newsroom.ts';

const PASSWORD = 'a lamp beside the window';

let store: Store;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
});
afterAll(() => store.close());

async function somebody(): Promise<Actor & { email: string }> {
  const email = `${randomUUID()}@example.org`;
  const { id } = done(
    await addPerson(store, 'system', { email, name: 'Somebody', role: 'editor', password: PASSWORD }),
  );
  return { person: id, role: 'editor', channel: 'screen', email };
}

const status = async (headers: Record<string, string>) => (await call(entries, { method: 'GET', headers })).status;

describe('a cookie that is replayed', () => {
  it.each([
    ['a demotion', (who: PersonId) => setRole(store, 'system', who, 'reviewer')],
    ['being disabled', (who: PersonId) => disablePerson(store, 'system', who)],
  ])('is refused on the request after %s', async (_, change) => {
    const who = await somebody();
    const cookie = await session(store, who);
    expect(await status(cookie)).toBe(200);
    done(await change(who.person));
    expect(await status(cookie)).toBe(401);
  });

  it('is refused once the account changed, though nobody ended its session', async () => {
    const who = await somebody();
    const cookie = await session(store, who);
    expect(await status(cookie)).toBe(200);
    await store.prisma.person.update({ where: { id: who.person }, data: { sessionEpoch: { increment: 1 } } });
    expect(await status(cookie)).toBe(401);
  });

  it('is not made for a sign-in that was checked before the account changed', async () => {
    const who = await somebody();
    const { sessionEpoch } = await store.prisma.person.update({
      where: { id: who.person },
      data: { sessionEpoch: { increment: 1 } },
    });
    const open = (epoch: number) =>
      startSession(store, who.person, { by: 'password', device: 'Firefox', address: '', epoch });
    expect(await open(sessionEpoch - 1)).toBeUndefined();
    expect(await open(sessionEpoch)).toMatchObject({ epoch: sessionEpoch });
  });

  it('is refused once its own password was changed, in this browser and every other', async () => {
    const who = await somebody();
    const [here, there] = [await session(store, who), await session(store, who)];
    const wrong = await call(changePassword, {
      body: { old: 'not this one', password: 'another lamp and window' },
      headers: here,
    });
    expect([wrong.status, (await read(wrong)).fields[0]?.field]).toEqual([422, 'old']);
    expect(
      (await call(changePassword, { body: { old: PASSWORD, password: 'another lamp and window' }, headers: here }))
        .status,
    ).toBe(200);
    expect([await status(here), await status(there)]).toEqual([401, 401]);
    expect(await signInByPassword(store, { email: who.email, password: PASSWORD }, undefined)).toMatchObject({
      ok: false,
    });
    expect(
      await signInByPassword(store, { email: who.email, password: 'another lamp and window' }, undefined),
    ).toMatchObject({ ok: true });
  });

  it('is refused once its session was ended, and no other is', async () => {
    const who = await somebody();
    const [here, there] = [await session(store, who), await session(store, who)];
    const { items } = await read<{ items: { id: string; current: boolean }[] }>(
      await call(sessions, { method: 'GET', headers: here }),
    );
    const other = items.find(({ current }) => !current);
    expect(items).toHaveLength(2);
    expect((await call(endSession, { params: { id: other?.id ?? '' }, body: {}, headers: here })).status).toBe(200);
    expect([await status(here), await status(there)]).toEqual([200, 401]);
  });

  it('is refused after two weeks', async () => {
    const who = await somebody();
    const cookie = await session(store, who);
    await store.prisma.personSession.updateMany({
      where: { personId: who.person },
      data: { at: new Date(Date.now() - 14 * 86_400_000 - 1000) },
    });
    expect(await status(cookie)).toBe(401);
  });
});

test('all others end at once', async () => {
  const who = await somebody();
  const cookies = await Promise.all(Array.from({ length: 4 }, () => session(store, who)));
  const [here = {}, ...others] = cookies;
  expect(await read(await call(endOthers, { body: {}, headers: here }))).toEqual({ ended: 3 });
  expect([await status(here), ...(await Promise.all(others.map(status)))]).toEqual([200, 401, 401, 401]);
});

test('somebody else’s session or token ends by no id', async () => {
  const [who, other] = [await somebody(), await somebody()];
  const [mine, theirs] = [await session(store, who), await session(store, other)];
  const row = await store.prisma.personSession.findFirstOrThrow({ where: { personId: other.person } });
  expect((await call(endSession, { params: { id: row.id }, body: {}, headers: mine })).status).toBe(404);
  expect((await call(endSession, { params: { id: "x'--" }, body: {}, headers: mine })).status).toBe(404);
  const { id, secret } = done(await createToken(store, 'system', { email: other.email, scopes: ['archive:read'] }));
  expect((await call(revokeOwn, { params: { id: String(id) }, body: {}, headers: mine })).status).toBe(404);
  expect([await status(theirs), await status({ authorization: `Bearer ${secret}` })]).toEqual([200, 200]);
  expect((await call(revokeOwn, { params: { id: String(id) }, body: {}, headers: theirs })).status).toBe(200);
  expect(await status({ authorization: `Bearer ${secret}` })).toBe(401);
});

test('a session that nobody used for a day is over, or for as long as is set', async () => {
  const who = await somebody();
  const cookie = await session(store, who);
  const idle = (hours: number) =>
    store.prisma.personSession.updateMany({
      where: { personId: who.person },
      data: { seenAt: new Date(Date.now() - hours * 3_600_000) },
    });
  await idle(23.9);
  expect(await status(cookie)).toBe(200);
  await idle(24.1);
  expect(await status(cookie)).toBe(401);
  process.env['SESSION_IDLE_HOURS'] = '48';
  expect(await status(cookie)).toBe(200);
  delete process.env['SESSION_IDLE_HOURS'];
});

test('when a session was seen is written at most once a minute', async () => {
  const who = await somebody();
  const cookie = await session(store, who);
  const seen = async () =>
    (await store.prisma.personSession.findFirstOrThrow({ where: { personId: who.person } })).seenAt.getTime();
  const first = await seen();
  for (let n = 0; n < 3; n += 1) await status(cookie);
  expect(await seen()).toBe(first);
  await store.prisma.personSession.updateMany({
    where: { personId: who.person },
    data: { seenAt: new Date(first - 61_000) },
  });
  await status(cookie);
  expect(await seen()).toBeGreaterThanOrEqual(first);
});

test('a token works on its last day and is refused after it', async () => {
  const who = await somebody();
  const today = new Date().toISOString().slice(0, 10) as Day;
  const { id, secret } = done(
    await createToken(store, 'system', { email: who.email, scopes: ['archive:read'], expires: today }),
  );
  expect(await status({ authorization: `Bearer ${secret}` })).toBe(200);
  await store.prisma.token.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect(await status({ authorization: `Bearer ${secret}` })).toBe(401);
  const late = await createToken(store, 'system', {
    email: who.email,
    scopes: ['archive:read'],
    expires: '2020-01-01' as Day,
  });
  expect(late).toMatchObject({ ok: false, error: { code: 'invalid', fields: [{ field: 'expires' }] } });
});

describe('guessing passwords', () => {
  it('is throttled however X-Forwarded-For is rotated', async () => {
    const attempt = (n: number) => {
      const headers = new Headers({ 'x-forwarded-for': `10.0.${n}.1, 198.51.100.9`, 'x-real-ip': `10.1.${n}.1` });
      const address = clientAddress((name) => headers.get(name), { ...process.env, TRUST_PROXY: '1' });
      return signInByPassword(store, { email: `${randomUUID()}@example.org`, password: 'wrong password!' }, address);
    };
    const tried = [];
    // A few at once: all of them would wait for connections longer than one is waited for.
    for (let n = 0; n < TRIES.address + 10; n += 10)
      tried.push(...(await Promise.all(Array.from({ length: 10 }, (_, i) => attempt(n + i)))));
    expect(tried.filter((one) => !one.ok && one.because === 'throttled')).toHaveLength(10);
  });

  it('takes as long for nobody as for somebody, time after time', async () => {
    const known = await Promise.all(Array.from({ length: 3 }, somebody));
    const times = { known: [] as number[], unknown: [] as number[] };
    const once = async (kind: keyof typeof times, email: string) => {
      const begun = performance.now();
      await signInByPassword(store, { email, password: 'wrong password!' }, undefined);
      times[kind].push(performance.now() - begun);
    };
    // Interleaved, so that whatever else the machine does falls on both alike.
    for (let n = 0; n < 24; n += 1) {
      await once('known', known[n % 3]?.email ?? '');
      await once('unknown', `${randomUUID()}@example.org`);
    }
    const sorted = (list: number[]) => list.sort((a, b) => a - b);
    const [a, b] = [sorted(times.known), sorted(times.unknown)];
    const quarter = (list: number[], part: number) => list[Math.floor(list.length * part)] ?? 0;
    // Each middle half overlaps the other's: no threshold tells the two apart.
    expect(quarter(a, 0.25)).toBeLessThan(quarter(b, 0.75));
    expect(quarter(b, 0.25)).toBeLessThan(quarter(a, 0.75));
  });
});

test('somebody without the right sees nobody’s sessions but their own', async () => {
  const [who] = [await person(store, 'admin'), await somebody()];
  const { items } = await read<{ items: unknown[] }>(
    await call(sessions, { method: 'GET', headers: await session(store, who) }),
  );
  expect(items).toHaveLength(1);
});
