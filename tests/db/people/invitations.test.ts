import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POST as renew } from '../../../app/api/v1/invitations/[id]/renew/route.ts';
import { POST as revoke } from '../../../app/api/v1/invitations/[id]/revoke/route.ts';
import { POST as accept } from '../../../app/api/v1/invitations/accept/route.ts';
import { POST as look } from '../../../app/api/v1/invitations/look/route.ts';
import { POST as invite, GET as list } from '../../../app/api/v1/invitations/route.ts';
import { POST as lookAtReset } from '../../../app/api/v1/password-resets/look/route.ts';
import { POST as askReset } from '../../../app/api/v1/password-resets/route.ts';
import { POST as setPassword } from '../../../app/api/v1/password-resets/use/route.ts';
import { POST as resetLink } from '../../../app/api/v1/people/[id]/reset-link/route.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import { acceptInvitation } from '../../../lib/people/actions/invite-people.ts';
import { addPerson, disablePerson } from '../../../lib/people/actions/manage-people.ts';
import { resetPassword } from '../../../lib/people/actions/reset-password.ts';
import { signInByPassword } from '../../../lib/people/sign-in/sign-in.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { done } from '../../support/newsroom.ts';

const PASSWORD = 'a lamp beside the window';
const FROM = { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };

let store: Store;
let admin: Actor;
let headers: Record<string, string>;
let mail: SMTPServer;
const mails: string[] = [];
let heard: () => void = () => undefined;

beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  admin = await person(store, 'admin', 'Ada');
  headers = await session(store, admin);
  mail = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, _session, end) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString().replaceAll('=\r\n', '').replaceAll('=3D', '='));
        end();
        heard();
      });
    },
  });
  await new Promise<void>((resolve) => mail.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  withoutMail();
  await new Promise<void>((resolve) => mail.close(resolve));
  await store.close();
});

function withMail(): void {
  process.env['SMTP_URL'] = `smtp://127.0.0.1:${(mail.server.address() as AddressInfo).port}`;
  process.env['MAIL_FROM'] = 'dateline@example.org';
}

function withoutMail(): void {
  delete process.env['SMTP_URL'];
  delete process.env['MAIL_FROM'];
}

const secretOf = (link: string) => new URL(link).hash.slice(1);

async function invited(
  email: string,
  role = 'editor',
): Promise<{ id: number; secret: string; mailed: boolean; link: string }> {
  const answer = await call(invite, { body: { email, role }, headers });
  const { id, link, mailed } = await read<{ id: number; link: string; mailed: boolean }>(answer);
  return { id, link, mailed, secret: secretOf(link) };
}

const looked = async (secret: string) => {
  const answer = await call(look, { body: { secret }, headers: FROM });
  return [answer.status, await answer.text()];
};

describe('an invitation', () => {
  it('makes the person that it names, once, of twenty who try at once', async () => {
    const { secret } = await invited('twenty@example.org', 'reviewer');
    const tries = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        acceptInvitation(store, { secret, name: `Person ${n}`, password: PASSWORD }),
      ),
    );
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    expect(await store.prisma.person.findMany({ where: { email: 'twenty@example.org' } })).toMatchObject([
      { role: 'reviewer' },
    ]);
    expect(await signInByPassword(store, { email: 'twenty@example.org', password: PASSWORD }, undefined)).toMatchObject(
      { ok: true },
    );
    expect(
      (await store.prisma.auditEvent.findMany({ where: { type: { in: ['invite', 'accept-invitation'] } } })).map(
        ({ type }) => type,
      ),
    ).toEqual(['invite', 'accept-invitation']);
  });

  it('says the same of a link that was used, taken back, renewed, is too old, or never was', async () => {
    const never = await looked('A'.repeat(43));
    expect(never[0]).toBe(404);
    const [used, taken, renewed, old] = [
      await invited('u@example.org'),
      await invited('t@example.org'),
      await invited('r@example.org'),
      await invited('o@example.org'),
    ];
    done(await acceptInvitation(store, { secret: used.secret, name: 'U', password: PASSWORD }));
    expect((await call(revoke, { params: { id: String(taken.id) }, body: {}, headers })).status).toBe(200);
    expect((await call(renew, { params: { id: String(renewed.id) }, body: {}, headers })).status).toBe(200);
    await store.prisma.invitation.update({ where: { id: old.id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    for (const { secret } of [used, taken, renewed, old]) expect(await looked(secret)).toEqual(never);
    const answers = await Promise.all(
      [used, taken, renewed, old, { secret: 'x' }].map(async ({ secret }) => {
        const answer = await call(accept, { body: { secret, name: 'X', password: PASSWORD }, headers: FROM });
        return [answer.status, await answer.text()];
      }),
    );
    for (const answer of answers) expect(answer).toEqual(never);
  });

  it('of an address that is somebody’s or invited already is refused by that field', async () => {
    const again = async (email: string) =>
      (await read(await call(invite, { body: { email, role: 'editor' }, headers }))).fields?.[0]?.field;
    const { id } = await invited('twice@example.org');
    expect(await again('twice@example.org')).toBe('email');
    expect(await again('twenty@example.org')).toBe('email');
    await store.prisma.invitation.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await again('twice@example.org')).toBeUndefined();
  });

  it('keeps no secret in the database, the log of what was done, or the list', async () => {
    const { secret } = await invited('kept@example.org');
    const rows = JSON.stringify([
      await store.prisma.invitation.findMany(),
      await store.prisma.auditEvent.findMany(),
      await read(await call(list, { method: 'GET', headers })),
    ]);
    expect(rows).toContain('kept@example.org');
    expect(rows).not.toContain(secret);
  });

  it('is mailed where mail is set up, and says so where it was not', async () => {
    expect((await invited('paper@example.org')).mailed).toBe(false);
    withMail();
    const { mailed, link } = await invited('mailed@example.org');
    expect(mailed).toBe(true);
    expect(mails.at(-1)).toContain('To: mailed@example.org');
    expect(mails.at(-1)).toContain(link);
    process.env['SMTP_URL'] = 'smtp://127.0.0.1:9';
    expect((await invited('lost@example.org')).mailed).toBe(false);
    withoutMail();
  });
});

describe('a forgotten password', () => {
  const ask = async (email: string, more: Record<string, string> = {}) => {
    const answer = await call(askReset, { body: { email }, headers: { ...FROM, ...more } });
    return [answer.status, await answer.text()];
  };

  async function reader(): Promise<{ email: string; id: number }> {
    const email = `r${Math.random().toString(36).slice(2)}@example.org`;
    const { id } = done(
      await addPerson(store, 'system', { email, name: 'Reader', role: 'editor', password: PASSWORD }),
    );
    return { email, id };
  }

  it('gets one answer for every address, and a mail for those alone that are somebody’s', async () => {
    withMail();
    const [{ email }, gone] = [await reader(), await reader()];
    done(await disablePerson(store, 'system', gone.id as never));
    const before = mails.length;
    const nobody = await ask('nobody@example.org');
    expect(nobody).toEqual([202, '{"asked":true}']);
    expect(await ask(gone.email)).toEqual(nobody);
    const arrived = new Promise<void>((resolve) => {
      heard = resolve;
    });
    expect(await ask(email)).toEqual(nobody);
    await arrived;
    expect(mails.slice(before)).toHaveLength(1);
    const link = /http:\S+\/reset#\S+/.exec(mails.at(-1) ?? '')?.[0] ?? '';
    expect(await read(await call(lookAtReset, { body: { secret: secretOf(link) }, headers: FROM }))).toEqual({ email });
    const set = await call(setPassword, {
      body: { secret: secretOf(link), password: 'another lamp and window' },
      headers: FROM,
    });
    expect(set.status).toBe(200);
    expect(await signInByPassword(store, { email, password: 'another lamp and window' }, undefined)).toMatchObject({
      ok: true,
    });
    withoutMail();
  });

  it('is asked for from one address twenty times an hour, then no more', async () => {
    process.env['DATELINE_PEER_HEADER'] = '1';
    const statuses: unknown[] = [];
    for (let n = 0; n < 22; n += 1)
      statuses.push((await ask(`n${n}@example.org`, { 'x-dateline-peer': '192.0.2.44' }))[0]);
    delete process.env['DATELINE_PEER_HEADER'];
    expect(statuses).toEqual([...Array(20).fill(202), 429, 429]);
  });

  it('is set once by an admin’s link, ends every session, and kills every other link', async () => {
    const { email, id } = await reader();
    const cookie = await session(store, { person: id as never });
    const made = async () =>
      secretOf(
        (await read<{ link: string }>(await call(resetLink, { params: { id: String(id) }, body: {}, headers }))).link,
      );
    const [first, second] = [await made(), await made()];
    const tries = await Promise.all(
      Array.from({ length: 8 }, () => resetPassword(store, { secret: second, password: 'another lamp and window' })),
    );
    expect(tries.filter((one) => one.ok)).toHaveLength(1);
    expect((await call(lookAtReset, { body: { secret: first }, headers: FROM })).status).toBe(404);
    expect((await call(list, { method: 'GET', headers: cookie })).status).toBe(401);
    expect(await signInByPassword(store, { email, password: PASSWORD }, undefined)).toMatchObject({ ok: false });
  });

  it('is set by no link that is an hour old, or whose person was disabled', async () => {
    const { id } = await reader();
    const link = await read<{ link: string }>(await call(resetLink, { params: { id: String(id) }, body: {}, headers }));
    const open = async () => (await call(lookAtReset, { body: { secret: secretOf(link.link) }, headers: FROM })).status;
    expect(await open()).toBe(200);
    await store.prisma.passwordReset.updateMany({
      where: { personId: id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect(await open()).toBe(404);
    await store.prisma.passwordReset.updateMany({
      where: { personId: id },
      data: { expiresAt: new Date(Date.now() + 60_000) },
    });
    done(await disablePerson(store, 'system', id as never));
    expect(await open()).toBe(404);
  });
});
