import { afterEach, expect, test, vi } from 'vitest';
import { checkedRemote, innerRemoteProblem } from '../../../lib/exchange/export/targets/inner-remote.ts';

afterEach(() => vi.unstubAllEnvs());

const leadsTo =
  (...addresses: string[]) =>
  async () =>
    addresses.map((address) => ({ address }));
const unknown = async () => Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }));

test.each([
  'https://127.0.0.1/a.git',
  'https://2130706433/a.git',
  'https://10.0.0.1:8443/a.git',
  'https://169.254.169.254/latest',
  'https://localhost/a.git',
  'https://git.localhost./a.git',
  'https://gitserver/a.git',
  'ssh://git@192.168.1.2/a.git',
  'ssh://git@git.internal:2222/a.git',
  'git@172.16.0.9:news/a.git',
  'git@gitserver:news/a.git',
  'git.lan:a.git',
])('%s is of an inner network by itself', async (remote) => {
  expect(await innerRemoteProblem(remote, leadsTo('93.184.215.14'))).toContain('GIT_ALLOW_INNER=true');
});

test.each(['https://git.example/a.git', 'ssh://git@git.example:2222/a.git', 'git@git.example:a.git'])(
  '%s counts as what its name leads to',
  async (remote) => {
    expect(await innerRemoteProblem(remote, leadsTo('93.184.215.14', '2606:2800:21f:cb07::1'))).toBeUndefined();
    expect(await innerRemoteProblem(remote, leadsTo('93.184.215.14', '10.0.0.5'))).toContain('private network');
    expect(await innerRemoteProblem(remote, leadsTo('::ffff:127.0.0.1'))).toContain('private network');
    expect(await innerRemoteProblem(remote, leadsTo('fd00::5'))).toContain('private network');
    expect(await innerRemoteProblem(remote, unknown)).toBeUndefined();
  },
);

test.each(['/srv/git/archive.git', 'file:///srv/git/archive.git'])(
  '%s is on a disk of this machine and leads nowhere',
  async (remote) => {
    expect(await innerRemoteProblem(remote, leadsTo('127.0.0.1'))).toBeUndefined();
  },
);

test('an installation may let inner hosts through', async () => {
  vi.stubEnv('GIT_ALLOW_INNER', 'true');
  expect(await innerRemoteProblem('https://10.0.0.1/a.git', leadsTo('10.0.0.1'))).toBeUndefined();
});

test.each([
  ['https://git.example/a.git', ['http.curloptResolve=git.example:443:93.184.215.14,[2606:2800:21f:cb07::1]']],
  ['https://git.example:8443/a.git', ['http.curloptResolve=git.example:8443:93.184.215.14,[2606:2800:21f:cb07::1]']],
  [
    'https://git.example./a.git',
    [
      'http.curloptResolve=git.example.:443:93.184.215.14,[2606:2800:21f:cb07::1]',
      'http.curloptResolve=git.example:443:93.184.215.14,[2606:2800:21f:cb07::1]',
    ],
  ],
  ['https://93.184.215.14/a.git', []],
  ['ssh://git@git.example/a.git', []],
  ['git@git.example:a.git', []],
  ['/srv/git/archive.git', []],
])('git is held to the addresses that were checked of %s', async (remote, settings) => {
  expect(await checkedRemote(remote, leadsTo('93.184.215.14', '2606:2800:21f:cb07::1'))).toEqual({
    ok: true,
    value: settings,
  });
});

test('a name that is not found is not left to git to find, save behind a proxy, which looks it up', async () => {
  for (const name of ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']) vi.stubEnv(name, '');
  expect(await checkedRemote('https://git.example/a.git', unknown)).toEqual({
    ok: false,
    error: expect.stringContaining('git.example'),
  });
  expect(await checkedRemote('https://git.example/a.git', leadsTo('10.0.0.5'))).toEqual({
    ok: false,
    error: expect.stringContaining('private network'),
  });
  vi.stubEnv('https_proxy', 'http://proxy.example:3128');
  expect(await checkedRemote('https://git.example/a.git', unknown)).toEqual({ ok: true, value: [] });
});
