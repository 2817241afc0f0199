import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Role } from '../../../lib/kernel/permission/role.ts';
import { admitOutsider, type Outsider } from '../../../lib/people/actions/admit-outsider.ts';
import { invite } from '../../../lib/people/actions/invite-people.ts';
import { disablePerson } from '../../../lib/people/actions/manage-people.ts';
import { openSession } from '../../../lib/people/sign-in/sessions.ts';
import { personOfClaims } from '../../../lib/people/sign-in/who.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { done } from '../../support/newsroom.ts';

let store: Store;
let admin: Actor;
beforeAll(async () => {
  store = await freshStore();
  admin = await person(store, 'admin');
});
afterAll(() => store.close());

const address = () => `${randomUUID()}@example.org`;
const outsider = (more: Partial<Outsider> = {}): Outsider => ({
  provider: 'oidc',
  subject: randomUUID(),
  name: 'Nora',
  verified: [address()],
  roles: undefined,
  ...more,
});
const admit = (from: Outsider) => admitOutsider(store, from);

async function here(role: Role = 'editor'): Promise<Actor & { email: string }> {
  const who = await person(store, role);
  const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } });
  return { ...who, email };
}

test('nobody gets in whom nobody made, invited, or gave a role by a group', async () => {
  expect(await admit(outsider())).toBeUndefined();
  expect(await admit(outsider({ roles: [] }))).toBeUndefined();
  expect(await admit(outsider({ verified: [], roles: ['admin'] }))).toBeUndefined();
});

test('somebody here gets in by a verified address, and from then on by the account alone', async () => {
  const who = await here();
  const account = outsider({ verified: ['other@example.org', who.email] });
  expect(await admit(account)).toBe(who.person);
  expect(await admit({ ...account, verified: ['renamed@example.org'] })).toBe(who.person);
});

test('another account that was given the same address later is somebody else', async () => {
  const who = await here();
  const account = outsider({ verified: [who.email] });
  expect(await admit(account)).toBe(who.person);
  expect(await admit(outsider({ verified: [who.email], roles: ['admin'] }))).toBeUndefined();
  expect(await admit(outsider({ provider: 'github', verified: [who.email] }))).toBe(who.person);
});

test('a disabled person gets in by no account, no address and no group', async () => {
  const who = await here();
  const account = outsider({ verified: [who.email] });
  await admit(account);
  done(await disablePerson(store, admin, who.person));
  for (const roles of [undefined, ['admin'] as const]) {
    expect(await admit({ ...account, roles })).toBeUndefined();
    expect(await admit(outsider({ provider: 'github', verified: [address(), who.email], roles }))).toBeUndefined();
  }
});

test('an invitation lets in once, with its role, and is used up', async () => {
  const email = address();
  done(await invite(store, admin, { email, name: 'Invited', role: 'reviewer' }));
  const id = await admit(outsider({ verified: [email] }));
  expect(await store.prisma.person.findUnique({ where: { id: id ?? 0 } })).toMatchObject({
    email,
    name: 'Invited',
    role: 'reviewer',
    passwordHash: null,
  });
  expect(await store.prisma.invitation.findFirst({ where: { email } })).toMatchObject({ usedAt: expect.any(Date) });
});

test('groups give the highest of their roles, each time anew, and their change ends older sessions', async () => {
  const account = outsider({ roles: ['editor', 'reviewer'] });
  const id = await admit(account);
  if (!id) throw new Error('not admitted');
  const claims = await openSession(store, id, 'oidc', { agent: undefined, address: undefined });
  if (!claims) throw new Error('no session');
  expect(await personOfClaims(store, claims)).toMatchObject({ role: 'reviewer' });
  expect(await admit({ ...account, roles: ['editor'] })).toBe(id);
  expect(await personOfClaims(store, claims)).toBeUndefined();
  expect(await store.prisma.person.findUnique({ where: { id } })).toMatchObject({ role: 'editor' });
  expect(await admit({ ...account, roles: [] })).toBeUndefined();
});

test('who was let in otherwise keeps their role where groups give none', async () => {
  const who = await here('reviewer');
  const account = outsider({ verified: [who.email], roles: [] });
  expect(await admit(account)).toBe(who.person);
  expect(await admit(account)).toBe(who.person);
  expect(await store.prisma.person.findUnique({ where: { id: who.person } })).toMatchObject({ role: 'reviewer' });
});

test('no group takes the last admin away', async () => {
  const lonely = await freshStore();
  const last = await person(lonely, 'admin');
  const { email } = await lonely.prisma.person.findUniqueOrThrow({ where: { id: last.person } });
  expect(await admitOutsider(lonely, outsider({ verified: [email], roles: ['editor'] }))).toBe(last.person);
  expect(await lonely.prisma.person.findUnique({ where: { id: last.person } })).toMatchObject({ role: 'admin' });
  await lonely.close();
});

test('twenty first sign-ins at once make one person', async () => {
  const account = outsider({ roles: ['editor'] });
  const ids = await Promise.all(Array.from({ length: 20 }, () => admit(account)));
  expect(new Set(ids).size).toBe(1);
  expect(await store.prisma.person.count({ where: { email: account.verified[0] ?? '' } })).toBe(1);
});
