import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import {
  addPerson,
  disablePerson,
  enablePerson,
  type Manager,
  setPassword,
  setRole,
} from '../../../lib/people/actions/manage-people.ts';
import { createToken, listTokens, revokeToken } from '../../../lib/people/actions/manage-tokens.ts';
import { listPeople } from '../../../lib/people/queries/people.ts';
import { actorOfHeader } from '../../../lib/people/sign-in/who.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';

const PASSWORD = 'correct horse battery';
const NOT_ALLOWED = { ok: false, error: { code: 'not-allowed' } };

let store: Store;
beforeAll(async () => {
  store = await freshStore();
});
afterAll(() => store.close());

describe('managing people', () => {
  it('adds people, refuses a taken address by its field, and records who did it', async () => {
    const admin = await person(store, 'admin');
    const input = { email: 'new@example.org', name: 'New', role: 'editor' as const, password: PASSWORD };
    const made = await addPerson(store, admin, input);
    expect(made).toMatchObject({ ok: true });
    expect(await addPerson(store, 'system', input)).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'email' }] },
    });
    const facts = await store.prisma.auditEvent.findMany({ where: { type: 'add-person' } });
    expect(facts).toMatchObject([
      { actorId: admin.person, channel: 'screen', detail: { email: 'new@example.org', role: 'editor' } },
    ]);
    expect(JSON.stringify(facts)).not.toContain('argon2');
  });

  it('is for admins alone, and never for a token', async () => {
    const target = (await person(store, 'editor')).person;
    const scoped: Actor = {
      ...(await person(store, 'admin')),
      scopes: ['archive:read', 'entries:write', 'review', 'import', 'export'],
      channel: 'api',
    };
    for (const by of [await person(store, 'editor'), await person(store, 'reviewer'), scoped] satisfies Manager[]) {
      expect(
        await addPerson(store, by, { email: 'x@example.org', name: 'X', role: 'admin', password: PASSWORD }),
      ).toMatchObject(NOT_ALLOWED);
      for (const action of [
        setRole(store, by, target, 'admin'),
        disablePerson(store, by, target),
        enablePerson(store, by, target),
        setPassword(store, by, target, PASSWORD),
      ]) {
        expect(await action).toMatchObject(NOT_ALLOWED);
      }
      expect(await createToken(store, by, { email: 'x@example.org', scopes: ['review'] })).toMatchObject(NOT_ALLOWED);
      expect(await listTokens(store, by)).toMatchObject(NOT_ALLOWED);
    }
  });

  it('names a person who does not exist', async () => {
    expect(await setRole(store, 'system', 999_999 as PersonId, 'admin')).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('lists active people first', async () => {
    const gone = await person(store, 'editor', 'Aaron');
    await disablePerson(store, 'system', gone.person);
    expect((await listPeople(store)).at(-1)).toMatchObject({ id: gone.person, name: 'Aaron' });
  });
});

describe('the last active admin', () => {
  it('can be neither disabled nor demoted', async () => {
    const lonely = await freshStore();
    const admin = await person(lonely, 'admin');
    const gone = await person(lonely, 'admin');
    await disablePerson(lonely, 'system', gone.person);
    for (const action of [
      setRole(lonely, admin, admin.person, 'editor'),
      disablePerson(lonely, 'system', admin.person),
    ]) {
      expect(await action).toMatchObject({ ok: false, error: { code: 'invalid' } });
    }
    expect(await setRole(lonely, admin, admin.person, 'admin')).toMatchObject({ ok: true });
    await enablePerson(lonely, 'system', gone.person);
    expect(await disablePerson(lonely, 'system', admin.person)).toMatchObject({ ok: true });
    await lonely.close();
  });

  it('remains when all admins are taken down at once', async () => {
    const crowded = await freshStore();
    const admins = await Promise.all(Array.from({ length: 8 }, () => person(crowded, 'admin')));
    const done = await Promise.all(
      admins.map((admin, i) =>
        i % 2 ? setRole(crowded, 'system', admin.person, 'editor') : disablePerson(crowded, 'system', admin.person),
      ),
    );
    expect(done.filter((result) => !result.ok)).toHaveLength(1);
    expect(await crowded.prisma.person.count({ where: { role: 'admin', disabledAt: null } })).toBe(1);
    await crowded.close();
  });
});

describe('a token', () => {
  async function token(who: Actor, scopes: ('archive:read' | 'review')[]) {
    const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } });
    const made = await createToken(store, 'system', { email, scopes });
    if (!made.ok) throw new Error('not made');
    return made.value;
  }

  it('gives its person with the rights of now, narrowed to its scopes, and is stored as a hash', async () => {
    const who = await person(store, 'reviewer');
    const { secret } = await token(who, ['archive:read', 'archive:read']);
    expect(secret).toMatch(/^dl_[\w-]{43}$/);
    expect(await actorOfHeader(store, `Bearer ${secret}`)).toEqual({
      person: who.person,
      role: 'reviewer',
      scopes: ['archive:read'],
      channel: 'api',
    });
    await setRole(store, 'system', who.person, 'editor');
    expect(await actorOfHeader(store, `Bearer ${secret}`)).toMatchObject({ role: 'editor' });
    expect(JSON.stringify(await store.prisma.token.findMany())).not.toContain(secret.slice(3));
  });

  it('is dead once revoked, and while its person is disabled', async () => {
    const who = await person(store, 'editor');
    const [first, second] = [await token(who, ['archive:read']), await token(who, ['archive:read'])];
    expect(await revokeToken(store, 'system', first.id)).toMatchObject({ ok: true });
    expect(await revokeToken(store, 'system', first.id)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await actorOfHeader(store, `Bearer ${first.secret}`)).toBeUndefined();
    await disablePerson(store, 'system', who.person);
    expect(await actorOfHeader(store, `Bearer ${second.secret}`)).toBeUndefined();
  });

  it('is not made for a stranger, and malformed ones are nobody', async () => {
    expect(await createToken(store, 'system', { email: 'stranger@example.org', scopes: ['review'] })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    for (const header of [
      '',
      'Bearer',
      'Bearer ',
      'Bearer dl_x',
      `Bearer dl_${'é'.repeat(43)}`,
      `Basic dl_${'a'.repeat(43)}`,
      `Bearer dl_${'a'.repeat(43)} x`,
      `Bearer dl_${'a'.repeat(43)}`,
    ]) {
      expect(await actorOfHeader(store, header)).toBeUndefined();
    }
  });
});
