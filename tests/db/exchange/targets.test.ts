import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { removeTarget } from '../../../lib/exchange/export/actions/remove-target.ts';
import { changeTarget, createTarget } from '../../../lib/exchange/export/actions/save-target.ts';
import { startExport } from '../../../lib/exchange/export/actions/start-export.ts';
import { findTarget, listTargets, readTarget } from '../../../lib/exchange/export/queries/targets.ts';
import { folderOfTarget } from '../../../lib/exchange/export/store/export-place.ts';
import { exportToGit } from '../../../lib/exchange/export/targets/git-target.ts';
import { readRun } from '../../../lib/exchange/runs/runs.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { cronProblem } from '../../../lib/runs/contract/cron.ts';
import { targetChange, targetFields } from '../../../lib/runs/contract/exports.ts';
import { freshStore, person } from '../../support/database.ts';
import { done } from '../../support/newsroom.ts';
import { folderTarget, target } from '../../support/runs.ts';
import { settings } from '../../support/settings.ts';

let store: Store;
let admin: Actor;
beforeAll(async () => {
  store = await freshStore();
  admin = await person(store, 'admin');
});
afterAll(() => store.close());

const FIELDS = { name: 'Site', kind: 'folder', place: 'site', settings: {} };

describe('what a target may be', () => {
  test('a folder gets the usual settings, and a limit of its edition', () => {
    expect(targetFields.parse(FIELDS)).toEqual({
      name: 'Site',
      kind: 'folder',
      place: 'site',
      settings: {
        edition: '2017',
        formats: ['md'],
        readmes: false,
        relatedLimit: 10,
        site: { url: '', title: 'Dateline' },
      },
      schedule: null,
      onApproval: false,
      debounceSeconds: 0,
    });
    expect(
      targetFields.parse({
        ...FIELDS,
        settings: { edition: '2018', formats: ['rss', 'md', 'rss'], site: { url: 'https://a.example/', title: 'A' } },
      }).settings,
    ).toMatchObject({
      relatedLimit: 5,
      formats: ['md', 'rss'],
      site: { url: 'https://a.example' },
    });
  });

  test.each([
    ['an absolute folder', { place: '/etc' }, 'place'],
    ['a folder above', { place: '../elsewhere' }, 'place'],
    ['a folder above, further in', { place: 'a/../../b' }, 'place'],
    ['a hidden folder', { place: '.git' }, 'place'],
    ['a folder of another system', { place: 'a\\..\\b' }, 'place'],
    ['a drive', { place: 'C:/x' }, 'place'],
    ['an empty part', { place: 'a//b' }, 'place'],
    ['a line break', { place: 'a\nb' }, 'place'],
    ['no name', { name: ' ' }, 'name'],
    ['an unknown kind', { kind: 's3' }, 'kind'],
    ['an unknown format', { settings: { formats: ['pdf'] } }, 'settings.formats.0'],
    ['no format', { settings: { formats: [] } }, 'settings.formats'],
    [
      'a limit that the edition does not have',
      { settings: { edition: '2018', relatedLimit: 6 } },
      'settings.relatedLimit',
    ],
    ['a branch of a folder', { settings: { branch: 'main' } }, 'settings.branch'],
    [
      'an option for a branch',
      { kind: 'git', place: 'https://git.example/a.git', settings: { branch: '--upload-pack=x' } },
      'settings.branch',
    ],
    [
      'a branch that climbs',
      { kind: 'git', place: 'https://git.example/a.git', settings: { branch: 'a..b' } },
      'settings.branch',
    ],
    ['a site of scripts', { settings: { site: { url: 'javascript:alert(1)', title: '' } } }, 'settings.site.url'],
    ['a schedule in words', { schedule: '@daily' }, 'schedule'],
    ['a pause below nothing', { debounceSeconds: -1 }, 'debounceSeconds'],
    ['an unknown field', { role: 'admin' }, ''],
    ['an unknown setting', { settings: { held: {} } }, 'settings'],
  ])('%s is refused and named', (_, fields, at) => {
    const read = targetFields.safeParse({ ...FIELDS, ...fields });
    expect(read.success).toBe(false);
    expect(read.error?.issues.map((issue) => issue.path.join('.'))).toContain(at);
  });

  test.each([
    'ext::sh -c touch% /tmp/canary',
    'ext::sh',
    '--upload-pack=touch /tmp/canary',
    '-oProxyCommand=touch',
    'fd::17',
    'https://user:password@git.example/a.git',
    'git.example',
    '',
  ])('the remote %s is refused when it is saved', (place) => {
    expect(targetFields.safeParse({ ...FIELDS, kind: 'git', place }).success).toBe(false);
  });
});

test.each([
  ['* * * * *', true],
  ['*/5 0-6,22 1 1-12/2 1-5', true],
  ['30 4 29 2 *', true],
  ['0 0 31 1,3 *', true],
  ['0 0 30 2 *', false],
  ['0 0 31 4,6 *', false],
  ['60 * * * *', false],
  ['* 24 * * *', false],
  ['* * 0 * *', false],
  ['5-1 * * * *', false],
  ['* * * *', false],
  ['* * * * * *', false],
  ['a * * * *', false],
  ['*/0 * * * *', false],
])('the schedule %s is right: %s', (expression, right) => {
  expect(cronProblem(expression) === undefined).toBe(right);
});

describe('saving', () => {
  test('admins add, change over the version that they read, and remove; each is audited', async () => {
    const { id, version } = done(
      await createTarget(store, admin, target({ name: 'Readers', place: 'readers', onApproval: true })),
    );
    expect(version).toBe(1);
    expect(await readTarget(store, id)).toMatchObject({
      name: 'Readers',
      place: 'readers',
      onApproval: true,
      lastRun: null,
    });
    expect(
      done(await changeTarget(store, admin, id, 1, targetChange.parse({ schedule: '0 4 * * *', onApproval: false }))),
    ).toEqual({ id, version: 2 });
    expect(await findTarget(store, 'READERS')).toMatchObject({
      schedule: '0 4 * * *',
      onApproval: false,
      place: 'readers',
      version: 2,
    });
    expect(await changeTarget(store, admin, id, 1, { name: 'Late' })).toMatchObject({
      ok: false,
      error: { code: 'stale-target' },
    });
    expect(await changeTarget(store, admin, id, 2, { kind: 'git' })).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'place' }] },
    });
    expect(done(await removeTarget(store, admin, id))).toEqual({ id });
    expect(await removeTarget(store, admin, id)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    expect(await readTarget(store, id)).toBeUndefined();
    const { rows } = await store.pool.query(
      `SELECT type, actor_id, detail ->> 'target' AS target FROM audit_event WHERE type LIKE '%-target' ORDER BY id`,
    );
    expect(rows).toEqual(
      ['add-target', 'change-target', 'remove-target'].map((type) => ({
        type,
        actor_id: admin.person,
        target: String(id),
      })),
    );
  });

  test('nobody else may, nor any token', async () => {
    for (const actor of [
      await person(store, 'editor'),
      await person(store, 'reviewer'),
      { ...admin, scopes: ['export', 'archive:read', 'import'] as const },
    ]) {
      expect(await createTarget(store, actor, target({ name: 'No' }))).toMatchObject({
        error: { code: 'not-allowed' },
      });
      expect(await changeTarget(store, actor, 1, 1, {})).toMatchObject({ error: { code: 'not-allowed' } });
      expect(await removeTarget(store, actor, 1)).toMatchObject({ error: { code: 'not-allowed' } });
    }
  });

  test('a git host of an inner network is refused, unless the installation lets it through', async () => {
    const inner = (place: string) => target({ name: `Inner ${place}`, kind: 'git', place });
    const places = [
      'https://10.1.2.3/a.git',
      'ssh://git@192.168.0.7:2222/a.git',
      'git@localhost:a.git',
      'https://git.intranet/a.git',
      'git@127.1:a.git',
    ];
    for (const place of places)
      expect(await createTarget(store, admin, inner(place)), place).toMatchObject({
        error: { code: 'invalid', fields: [{ field: 'place', message: expect.stringContaining('private network') }] },
      });
    const { id } = done(await createTarget(store, admin, inner('https://git.example/outer.git')));
    expect(await changeTarget(store, admin, id, 1, { place: 'https://[::1]/a.git' })).toMatchObject({
      error: { code: 'invalid', fields: [{ field: 'place' }] },
    });
    expect(await changeTarget(store, admin, id, 1, { place: 'https://169.254.169.254/a.git' })).toMatchObject({
      error: { code: 'invalid', fields: [{ field: 'place' }] },
    });
    vi.stubEnv('GIT_ALLOW_INNER', 'true');
    done(await changeTarget(store, admin, id, 1, { place: 'https://10.1.2.3/a.git' }));
    vi.unstubAllEnvs();
    // One that is there from before is refused when it is to be reached.
    const run = exportToGit(
      store,
      { remote: 'https://10.1.2.3/a.git', branch: 'main', workFolder: '/nowhere' },
      { settings: settings(), plan: false, full: false },
    );
    await expect(run).rejects.toThrow('GIT_ALLOW_INNER=true');
    done(await removeTarget(store, admin, id));
  });

  test('two names that are one, and two targets in one place, are refused, also at once', async () => {
    await folderTarget(store, admin, { name: 'Café', place: 'cafe' });
    expect(await createTarget(store, admin, target({ name: 'CAFE', place: 'other' }))).toMatchObject({
      error: { code: 'name-taken', by: 'Café' },
    });
    for (const place of ['cafe', 'CAFE', 'cafe/news'])
      expect(await createTarget(store, admin, target({ name: 'Nested', place }))).toMatchObject({
        error: { fields: [{ field: 'place' }] },
      });
    const both = await Promise.all(
      ['twin', 'twin'].map((place, n) => createTarget(store, admin, target({ name: `Twin ${n}`, place }))),
    );
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    await folderTarget(store, admin, { name: 'Beside', place: 'cafe-2' });
    const git = (branch: string) =>
      target({ name: `Git ${branch}`, kind: 'git', place: 'https://git.example/a.git', settings: { branch } });
    done(await createTarget(store, admin, git('main')));
    done(await createTarget(store, admin, git('drafts')));
    expect(
      await createTarget(store, admin, target({ name: 'Again', kind: 'git', place: 'https://git.example/a.git' })),
    ).toMatchObject({ error: { code: 'invalid' } });
  });

  test('a target in another place holds nothing; with other settings it holds what it held', async () => {
    const id = await folderTarget(store, admin, { name: 'Moving', place: 'before' });
    await store.pool.query(`UPDATE export_target SET held = '{"held": {}}' WHERE id = $1`, [id]);
    const held = async () =>
      (await store.pool.query('SELECT held FROM export_target WHERE id = $1', [id])).rows[0].held;
    done(await changeTarget(store, admin, id, 1, targetChange.parse({ settings: { edition: '2018' } })));
    expect(await held()).toEqual({ held: {} });
    done(await changeTarget(store, admin, id, 2, { place: 'after' }));
    expect(await held()).toBeNull();
  });

  test('removing a target cancels what waits', async () => {
    const id = await folderTarget(store, admin, { name: 'Short-lived' });
    const { run } = done(await startExport(store, admin, { target: id }));
    done(await removeTarget(store, admin, id));
    expect(await readRun(store, run)).toMatchObject({ state: 'cancelled', cancelAsked: true });
    expect(await startExport(store, admin, { target: id })).toMatchObject({ error: { code: 'not-found' } });
    expect((await listTargets(store)).map(({ name }) => name)).not.toContain('Short-lived');
  });
});

test('a link inside the export root leads nowhere, and no name leads out', () => {
  const root = path.join(tmpdir(), `dateline-root-${process.pid}`);
  mkdirSync(path.join(root, 'plain'), { recursive: true });
  symlinkSync(tmpdir(), path.join(root, 'away'));
  try {
    expect(folderOfTarget(root, 'plain/tree')).toBe(path.join(root, 'plain/tree'));
    for (const name of ['away', 'away/tree', '../x', '.', '', '/etc', 'plain/../..'])
      expect(() => folderOfTarget(root, name), name).toThrow(/export root/);
    expect(existsSync(path.join(root, 'plain/tree'))).toBe(false);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});

describe('two targets for one repository', () => {
  const git = (name: string, place: string, branch?: string) =>
    targetFields.parse({ name, kind: 'git', place, settings: branch ? { branch } : {} });

  test('are refused in whatever spelling, and two branches of it are not', async () => {
    const own = await freshStore();
    const anna = await person(own, 'admin');
    const work = mkdtempSync(path.join(tmpdir(), 'dateline-repository-'));
    mkdirSync(path.join(work, 'one.git'));
    symlinkSync(path.join(work, 'one.git'), path.join(work, 'link'));
    done(await createTarget(own, anna, git('Local', path.join(work, 'one.git'))));
    done(await createTarget(own, anna, git('Far', 'git@git.example.org:news/archive.git')));
    const local = ['one.git/', 'one', 'link'].map((name) => `${work}/${name}`);
    const spellings = [
      ...local,
      `file://${work}/one.git`,
      'ssh://git@git.example.org/news/archive.git',
      'ssh://git.example.org:22/news/archive',
      'ssh://other@GIT.example.org/news/archive/',
      'git.example.org:news/archive',
      'https://git.example.org/news/archive.git',
      'https://git.example.org:443/News/Archive',
    ];
    for (const [n, place] of spellings.entries())
      expect([place, (await createTarget(own, anna, git(`Again ${n}`, place))).ok]).toEqual([place, false]);
    for (const place of [
      'git@git.example.org:news/other.git',
      'git@other.example.org:news/archive.git',
      'ssh://git.example.org:2222/news/archive',
      `${work}/two.git`,
    ])
      expect([place, (await createTarget(own, anna, git(`Beside ${place}`, place))).ok]).toEqual([place, true]);
    expect((await createTarget(own, anna, git('Branch', `file://${work}/one.git`, 'preview'))).ok).toBe(true);
    rmSync(work, { recursive: true, force: true });
    await own.close();
  });
});
