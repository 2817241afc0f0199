import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { OutsideSignInError } from '../../../lib/kernel/permission/outside-sign-in-errors.ts';
import { invite } from '../../../lib/people/actions/invite-people.ts';
import { addPerson, disablePerson } from '../../../lib/people/actions/manage-people.ts';
import { TRIES } from '../../../lib/people/sign-in/throttle.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { SITE, serveApi } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { done } from '../../support/newsroom.ts';
import { type Issuer, type Known, startIssuer } from '../../support/outside/oidc-issuer.ts';
import { Browser } from '../../support/outside/sign-in-door.ts';

const BACK = `${SITE}/api/auth/callback/oidc`;
/** Kept out, with the reason that the sign-in page says in words. */
const refused = (error: OutsideSignInError) => ({ error, person: undefined });
const PASSWORD = 'correct horse battery';

let store: Store;
let issuer: Issuer;
let admin: Actor;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  issuer = await startIssuer(BACK);
  Object.assign(process.env, issuer.environment);
  process.env['DATELINE_PEER_HEADER'] = '1';
  admin = await person(store, 'admin');
});
afterAll(async () => {
  for (const name of [...Object.keys(issuer.environment), 'DATELINE_PEER_HEADER']) delete process.env[name];
  await issuer.close();
  await store.close();
});

function known(email: string, more: Partial<Known> = {}): Known {
  const one = { login: randomUUID(), sub: randomUUID(), email, verified: true, ...more };
  issuer.knows(one);
  return one;
}

async function member(): Promise<Actor & { email: string }> {
  const who = await person(store, 'editor');
  const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } });
  return { ...who, email };
}

/** A browser that was sent to the issuer, and the address that the issuer sends it back to. */
async function vouchedFor({ login }: Known): Promise<{ browser: Browser; back: URL }> {
  const browser = new Browser('203.0.113.7');
  const away = await browser.send('/api/auth/signin/oidc', { callbackUrl: '/' });
  return { browser, back: new URL(await issuer.vouches(away, login)) };
}

const errorOf = (location: string | null) => new URL(location ?? '', SITE).searchParams.get('error');

/** What the site says about somebody who comes back from the issuer, and who they are then. */
async function comesBack(browser: Browser, back: URL) {
  const answer = await browser.ask(back.href);
  return { error: errorOf(answer.headers.get('location')), person: await browser.person(store) };
}

async function signedIn(who: Known) {
  const { browser, back } = await vouchedFor(who);
  return comesBack(browser, back);
}

test('an issuer that tells the address in UserInfo alone lets in whom somebody made here', async () => {
  const who = await member();
  expect(await signedIn(known(who.email))).toMatchObject({ error: null, person: { id: who.person, role: 'editor' } });
});

test('an invited person comes in with the role of the invitation, and again afterwards', async () => {
  const email = `${randomUUID()}@example.org`;
  done(await invite(store, admin, { email, name: 'Invited', role: 'reviewer' }));
  const who = known(email.toUpperCase());
  for (const _ of [1, 2])
    expect(await signedIn(who)).toMatchObject({ error: null, person: { name: 'Invited', role: 'reviewer' } });
});

test('an address that the issuer did not confirm opens nothing', async () => {
  const who = await member();
  expect(await signedIn(known(who.email, { verified: false }))).toEqual(refused('email-unverified'));
  expect(await signedIn(known(`${randomUUID()}@example.org`))).toEqual(refused('not-invited'));
});

test('an account that was closed stays closed', async () => {
  const who = await member();
  const account = known(who.email);
  expect(await signedIn(account)).toMatchObject({ person: { id: who.person } });
  done(await disablePerson(store, admin, who.person));
  expect(await signedIn(account)).toEqual(refused('account-closed'));
});

test('whom the issuer gives a known address later is somebody else', async () => {
  const who = await member();
  expect(await signedIn(known(who.email))).toMatchObject({ person: { id: who.person } });
  expect(await signedIn(known(who.email))).toEqual(refused('other-account'));
});

test('a refusal stands in the audit log, with its reason and without the address', async () => {
  const email = `${randomUUID()}@example.org`;
  await signedIn(known(email));
  const facts = await store.prisma.auditEvent.findMany({ where: { type: 'outside-refused' } });
  expect(facts).not.toEqual([]);
  expect(JSON.stringify(facts)).not.toContain(email);
});

test.each(['state', 'nonce', 'pkce.code_verifier'])(
  'the %s of another sign-in is refused, and so is none',
  async (check) => {
    const cookie = `next-auth.${check}`;
    const who = await member();
    const account = known(who.email);
    const other = await vouchedFor(known(who.email));
    for (const changed of [other.browser.jar.cookies.get(cookie), undefined]) {
      const { browser, back } = await vouchedFor(account);
      expect(browser.jar.cookies.get(cookie)).toEqual(expect.any(String));
      if (changed === undefined) browser.jar.cookies.delete(cookie);
      else browser.jar.cookies.set(cookie, changed);
      expect(await comesBack(browser, back)).toEqual({ error: 'OAuthCallback', person: undefined });
    }
    expect(await signedIn(account)).toMatchObject({ person: { id: who.person } });
  },
);

test('the way back of one browser opens nothing in another, and neither does another code', async () => {
  const who = await member();
  const { browser, back } = await vouchedFor(known(who.email));
  const stranger = await vouchedFor(known(`${randomUUID()}@example.org`));
  expect(await comesBack(stranger.browser, back)).toMatchObject({ person: undefined });
  const altered = new URL(back);
  altered.searchParams.set('code', 'another');
  expect(await comesBack(browser, altered)).toMatchObject({ person: undefined });
});

describe('a browser in which somebody signed in before', () => {
  const DEVICE = 'dateline.device';

  async function withPassword() {
    const email = `${randomUUID()}@example.org`;
    const { id } = done(await addPerson(store, 'system', { email, name: 'Ada', role: 'editor', password: PASSWORD }));
    return { id, email };
  }

  /** Signs in from an address, in a browser that holds this cookie or none. */
  async function tries(email: string, password: string, address: string, device?: string) {
    const browser = new Browser(address);
    if (device) browser.jar.cookies.set(DEVICE, device);
    const error = errorOf(await browser.signIn(email, password));
    return { error, person: (await browser.person(store))?.id, device: browser.jar.cookies.get(DEVICE) };
  }

  test('is not shut out by wrong tries of strangers', async () => {
    const [who, other] = [await withPassword(), await withPassword()];
    const before = await tries(who.email, PASSWORD, '203.0.113.20');
    expect(before).toEqual({ error: null, person: who.id, device: expect.any(String) });
    const others = await tries(other.email, PASSWORD, '203.0.113.21');
    for (let n = 0; n <= TRIES.account; n += 1) await tries(who.email, 'wrong password!', `198.51.100.${n}`);
    const shut = { error: 'throttled', person: undefined };
    expect(await tries(who.email, PASSWORD, '203.0.113.22')).toMatchObject(shut);
    expect(await tries(who.email, PASSWORD, '203.0.113.22', others.device)).toMatchObject(shut);
    expect(await tries(who.email, PASSWORD, '203.0.113.22', 'made up')).toMatchObject(shut);
    expect(await tries(who.email, PASSWORD, '203.0.113.22', before.device)).toEqual({
      ...before,
      device: before.device,
    });
  });

  test('is told a cookie that no script reads and no other site sends; a wrong password gets none', async () => {
    const { email } = await withPassword();
    expect((await tries(email, 'wrong password!', '203.0.113.23')).device).toBeUndefined();
    const browser = new Browser('203.0.113.23');
    await browser.signIn(email, PASSWORD);
    expect(browser.lastCookies.find((cookie) => cookie.startsWith(`${DEVICE}=`))).toMatch(/; HttpOnly; SameSite=Lax$/);
  });
});
