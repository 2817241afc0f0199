import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { addPerson } from '../../../lib/people/actions/manage-people.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeOwnSecondFactor,
  renewRecoveryCodes,
  takeSecondFactor,
} from '../../../lib/people/actions/manage-second-factor.ts';
import { resetForPerson, resetPassword } from '../../../lib/people/actions/reset-password.ts';
import { signInByPassword } from '../../../lib/people/sign-in/sign-in.ts';
import { TRIES } from '../../../lib/people/sign-in/throttle.ts';
import { codeAt, stepAt } from '../../../lib/people/sign-in/totp.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { serveApi } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { done } from '../../support/newsroom.ts';

const PASSWORD = 'a lamp beside the window';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

let store: Store;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
});
afterAll(() => store.close());

type Guarded = Actor & { email: string; secret: Buffer; recoveryCodes: string[] };

/** Somebody with a second factor, whose first code was used a while ago. */
async function guarded(): Promise<Guarded> {
  const email = `${randomUUID()}@example.org`;
  const { id } = done(await addPerson(store, 'system', { email, name: 'Guarded', role: 'editor', password: PASSWORD }));
  const actor: Actor = { person: id, role: 'editor', channel: 'screen' };
  const { secret: letters } = done(await beginSecondFactor(store, actor, PASSWORD));
  const bits = [...letters].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const { recoveryCodes } = done(await confirmSecondFactor(store, actor, codeAt(secret, stepAt(Date.now()))));
  await store.prisma.person.update({ where: { id }, data: { totpLastStep: 1 } });
  return { ...actor, email, secret, recoveryCodes };
}

const enter = (who: { email: string }, code?: string, password = PASSWORD) =>
  signInByPassword(store, { email: who.email, password, ...(code === undefined ? {} : { code }) }, undefined);
const now = (who: Guarded) => codeAt(who.secret, stepAt(Date.now()));

describe('setting a second factor up', () => {
  it('lets nobody guess the code of what was begun', async () => {
    const { id } = done(
      await addPerson(store, 'system', {
        email: `${randomUUID()}@example.org`,
        name: 'Begun',
        role: 'editor',
        password: PASSWORD,
      }),
    );
    const actor: Actor = { person: id, role: 'editor', channel: 'screen' };
    done(await beginSecondFactor(store, actor, PASSWORD));
    const codes: (string | undefined)[] = [];
    for (let n = 0; n <= TRIES.code; n += 1) {
      const tried = await confirmSecondFactor(store, actor, 'abcdef');
      codes.push(tried.ok ? undefined : tried.error.code);
    }
    expect(codes).toEqual([...Array.from({ length: TRIES.code }, () => 'invalid'), 'throttled']);
  });
});

describe('signing in with a second factor', () => {
  it('asks for a code after the right password alone, and tells nobody else that there is one', async () => {
    const who = await guarded();
    expect(await enter(who)).toEqual({ ok: false, because: 'code-asked' });
    expect(await enter(who, undefined, 'a wrong password')).toEqual({ ok: false, because: 'refused' });
    expect(await enter(who, now(who), 'a wrong password')).toEqual({ ok: false, because: 'refused' });
    expect(await enter(who, '000000')).toMatchObject({ ok: false, because: 'code-wrong' });
    expect(await enter(who, now(who))).toMatchObject({ ok: true, by: 'code' });
  });

  it('counts a code once, of eight who come with it at the same time', async () => {
    const who = await guarded();
    const code = now(who);
    const tries = await Promise.all(Array.from({ length: TRIES.code }, () => enter(who, code)));
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    expect(await enter(who, code)).toMatchObject({ ok: false });
  });

  it('counts a recovery code once, as it is typed or without its hyphens', async () => {
    const who = await guarded();
    const [first = '', second = ''] = who.recoveryCodes;
    expect(who.recoveryCodes).toHaveLength(10);
    expect(await enter(who, first)).toMatchObject({ ok: true, by: 'recovery-code' });
    expect(await enter(who, first)).toMatchObject({ ok: false, because: 'code-wrong' });
    expect(await enter(who, second.replaceAll('-', ' ').toUpperCase())).toMatchObject({ ok: true });
    const kept = JSON.stringify(await store.prisma.recoveryCode.findMany());
    for (const code of who.recoveryCodes) expect(kept).not.toContain(code);
  });

  it('throttles codes, also the right one', async () => {
    const who = await guarded();
    for (let n = 0; n < TRIES.code; n += 1) expect(await enter(who, '000000')).toMatchObject({ because: 'code-wrong' });
    expect(await enter(who, now(who))).toMatchObject({ because: 'throttled' });
  });

  it('goes on asking after the password was reset', async () => {
    const [who, admin] = [await guarded(), await person(store, 'admin')];
    const { secret } = done(await resetForPerson(store, admin, who.person));
    done(await resetPassword(store, { secret, password: 'another lamp and window' }));
    expect(await enter(who, undefined, 'another lamp and window')).toMatchObject({ because: 'code-asked' });
  });

  it('takes no code once the instance has another secret, but recovery codes', async () => {
    const who = await guarded();
    const before = process.env['NEXTAUTH_SECRET'] ?? '';
    process.env['NEXTAUTH_SECRET'] = 'another secret of the tests';
    expect(await enter(who, now(who))).toMatchObject({ because: 'code-wrong' });
    expect(await enter(who, who.recoveryCodes[0])).toMatchObject({ ok: true });
    process.env['NEXTAUTH_SECRET'] = before;
  });
});

describe('a second factor', () => {
  it('is set up and taken away with the password alone, and counts only after its first code', async () => {
    const email = `${randomUUID()}@example.org`;
    const { id } = done(await addPerson(store, 'system', { email, name: 'New', role: 'editor', password: PASSWORD }));
    const actor: Actor = { person: id, role: 'editor', channel: 'screen' };
    expect(await beginSecondFactor(store, actor, 'not this one')).toMatchObject({
      ok: false,
      error: { fields: [{ field: 'password' }] },
    });
    expect(await confirmSecondFactor(store, actor, '123456')).toMatchObject({
      ok: false,
      error: { code: 'second-factor' },
    });
    done(await beginSecondFactor(store, actor, PASSWORD));
    expect(await enter({ email })).toMatchObject({ ok: true });
    expect(await confirmSecondFactor(store, actor, '000000')).toMatchObject({
      ok: false,
      error: { fields: [{ field: 'code' }] },
    });
    const row = await store.prisma.person.findUniqueOrThrow({ where: { id } });
    expect(row.totpSealed).toMatch(/^[\w-]{60,}$/);
  });

  it('is set up no second time, and its secret lies sealed', async () => {
    const who = await guarded();
    expect(await beginSecondFactor(store, who, PASSWORD)).toMatchObject({
      ok: false,
      error: { code: 'second-factor', on: true },
    });
    expect((await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } })).totpSealed).not.toContain(
      who.secret.toString('base64url'),
    );
  });

  it('gets new recovery codes, and the old are dead', async () => {
    const who = await guarded();
    const { recoveryCodes } = done(await renewRecoveryCodes(store, who, PASSWORD));
    expect(await enter(who, who.recoveryCodes[0])).toMatchObject({ because: 'code-wrong' });
    expect(await enter(who, recoveryCodes[0])).toMatchObject({ ok: true });
  });

  it('is taken away by its person or an admin, and both are facts', async () => {
    const [who, other, admin, editor] = [
      await guarded(),
      await guarded(),
      await person(store, 'admin'),
      await person(store, 'editor'),
    ];
    expect(await removeOwnSecondFactor(store, who, 'not this one')).toMatchObject({ ok: false });
    done(await removeOwnSecondFactor(store, who, PASSWORD));
    expect(await takeSecondFactor(store, editor, other.person)).toMatchObject({
      ok: false,
      error: { code: 'not-allowed' },
    });
    done(await takeSecondFactor(store, admin, other.person));
    for (const one of [who, other]) expect(await enter(one)).toMatchObject({ ok: true, by: 'password' });
    const facts = await store.prisma.auditEvent.findMany({ where: { type: 'disable-totp' }, orderBy: { id: 'asc' } });
    expect(facts.map(({ actorId, detail }) => [actorId, detail])).toEqual([
      [who.person, { person: who.person }],
      [admin.person, { person: other.person }],
    ]);
  });

  it('set up by two screens at once counts once', async () => {
    const email = `${randomUUID()}@example.org`;
    const { id } = done(await addPerson(store, 'system', { email, name: 'Two', role: 'editor', password: PASSWORD }));
    const actor: Actor = { person: id, role: 'editor', channel: 'screen' };
    const first = done(await beginSecondFactor(store, actor, PASSWORD));
    done(await beginSecondFactor(store, actor, PASSWORD));
    const bits = [...first.secret].map((letter) => LETTERS.indexOf(letter).toString(2).padStart(5, '0')).join('');
    const stale = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
    expect(await confirmSecondFactor(store, actor, codeAt(stale, stepAt(Date.now())))).toMatchObject({ ok: false });
  });
});
