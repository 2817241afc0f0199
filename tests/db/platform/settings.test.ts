import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET, PATCH } from '../../../app/api/v1/settings/route.ts';
import { examineInstallation } from '../../../lib/admin/health/installation.ts';
import { changeSettings } from '../../../lib/admin/settings/change-settings.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { readNewsroomSettings } from '../../../lib/platform/settings/newsroom-settings.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';

let store: Store;
let admin: Actor;
let headers: Record<string, string>;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  admin = await person(store, 'admin');
  headers = await session(store, admin);
});
afterAll(() => store.close());

const patch = (body: object, match: Record<string, string>) =>
  call(PATCH, { method: 'PATCH', body, headers: { ...headers, ...match } });

test('a change names the version that it was made over, and says what was and is', async () => {
  const shown = await call(GET, { method: 'GET', headers });
  const etag = shown.headers.get('etag') ?? '';
  expect(await read(shown)).toEqual({ fourEyes: true, leastSources: 0, version: Number(etag.slice(1, -1)) });
  expect((await patch({ fourEyes: false }, {})).status).toBe(428);
  const changed = await patch({ fourEyes: false, leastSources: 2 }, { 'if-match': etag });
  expect(await read(changed)).toMatchObject({ fourEyes: false, leastSources: 2 });
  expect(await read(await patch({ fourEyes: false }, { 'if-match': changed.headers.get('etag') ?? '' }))).toMatchObject(
    { fourEyes: false },
  );
  const stale = await patch({ fourEyes: true }, { 'if-match': etag });
  expect([stale.status, (await read(stale)).code]).toEqual([409, 'stale-settings']);
  const facts = await store.prisma.auditEvent.findMany({ where: { type: 'change-settings' } });
  expect(facts.map(({ actorId, detail }) => [actorId, detail])).toEqual([
    [admin.person, { fourEyes: 'true → false', leastSources: '0 → 2' }],
  ]);
});

test('of twenty changes at once over one version, one wins', async () => {
  const { version } = await readNewsroomSettings(store);
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, n) => changeSettings(store, admin, version, { leastSources: 3 + (n % 6) })),
  );
  expect(tries.filter((one) => one.ok)).toHaveLength(1);
  expect(tries.flatMap((one) => (one.ok ? [] : [one.error.code]))).toEqual(Array(19).fill('stale-settings'));
});

test.each([
  { fourEyes: 'off' },
  { leastSources: -1 },
  { leastSources: 10 },
  { leastSources: 1.5 },
  { version: 1 },
  { __proto__: null, id: 2 },
])('%j is refused', async (body) => {
  const { version } = await readNewsroomSettings(store);
  expect((await patch(body, { 'if-match': `"${version}"` })).status).toBe(400);
});

test('others read the settings and do not change them', async () => {
  const reviewer = await session(store, await person(store, 'reviewer'));
  expect((await call(GET, { method: 'GET', headers: reviewer })).status).toBe(200);
  expect(
    (await call(PATCH, { method: 'PATCH', body: { fourEyes: true }, headers: { ...reviewer, 'if-match': '"1"' } }))
      .status,
  ).toBe(403);
});

test('the health of an installation tells of its database, its worker and its disk, and no secret', async () => {
  const findings = await examineInstallation(store);
  const about = (name: string) => findings.find((finding) => finding.about === name);
  expect(about('Database')).toMatchObject({
    state: 'note',
    says: expect.stringMatching(/up to date; its role is a superuser/),
  });
  expect(about('Worker')).toMatchObject({ state: 'wrong' });
  expect(about('Disk')?.says).toMatch(/GB free/);
  expect(about('Mail')).toMatchObject({ state: 'note' });
  expect(JSON.stringify(findings)).not.toContain(process.env['NEXTAUTH_SECRET']);
});
