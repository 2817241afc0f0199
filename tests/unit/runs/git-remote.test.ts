import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Git } from '../../../lib/exchange/export/targets/git-program.ts';
import { checkedRemote } from '../../../lib/exchange/export/targets/inner-remote.ts';
import { gitRemoteProblem } from '../../../lib/runs/contract/git-remote.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-remote-'));
const canary = path.join(work, 'canary');
afterAll(() => rmSync(work, { recursive: true, force: true }));

test.each([
  'https://git.example/archive.git',
  'https://git.example:8443/group/archive',
  'ssh://git@git.example/archive.git',
  'ssh://git@git.example:2222/~someone/archive.git',
  'git@git.example:group/archive.git',
  'git.example:archive.git',
  'git@git.example:/srv/git/archive.git',
  '/srv/git/archive.git',
  'file:///srv/git/archive.git',
])('%s is taken', (remote) => {
  expect(gitRemoteProblem(remote)).toBeUndefined();
});

/** What is refused; `canary` would be made by whatever ran. */
const HOSTILE: [string, RegExp][] = [
  ['', /empty/],
  ['   ', /empty/],
  [`ext::sh -c touch% ${canary}`, /space|::/],
  [`ext::touch%09${canary}`, /::/],
  ['fd::17', /::/],
  ['transport::address', /::/],
  [`--upload-pack=touch ${canary}`, /space|dash/],
  [`--upload-pack=touch$IFS${canary}`, /dash/],
  ['-oProxyCommand=x', /dash/],
  [`ssh://-oProxyCommand=touch$IFS${canary}/x`, /not a valid address/],
  [`ssh://git@-oProxyCommand=x/y`, /not a valid address/],
  ['-oProxyCommand=x:path', /dash/],
  ['git@-oProxyCommand=x:path', /not a repository/],
  ['git@host:-x', /dash/],
  ['git@host:a/--upload-pack=x', /option|dash/],
  ['https://user:secret@git.example/x', /password/],
  ['https://token@git.example/x', /token/],
  ['ssh://git:secret@git.example/x', /password/],
  ['http://git.example/x', /plain http/],
  ['HTTP://git.example/x', /plain http/],
  ['git://git.example/x', /not a supported kind/],
  ['ftp://git.example/x', /not a supported kind/],
  ['javascript://git.example/x', /not a supported kind/],
  ['https://git.example', /names only a host or a disk/],
  ['https://git.example/', /names only a host or a disk/],
  ['https:///x', /./],
  ['https://git.example/x?y', /\?/],
  ['https://git.example/x#y', /#/],
  ['git@git.example:a/../b', /folder/],
  ['/srv/../etc/x', /folder/],
  ['/', /names only a host or a disk/],
  ['file:///', /names only a host or a disk/],
  ['file://host/x', /not a supported kind/],
  ['relative/path', /not a repository/],
  ['../archive.git', /not a repository/],
  ['C:/archive', /drive/],
  ['\\\\server\\share', /backslash/],
  ['https://git.example/x\n--upload-pack=y', /control/],
  ['https://git.example/x\0', /control/],
  ['https://git.example/x\u2028y', /control/],
  ['https://git.example/\ud800', /character/],
];

test.each(HOSTILE)('%j is refused', (remote, why) => {
  expect(gitRemoteProblem(remote)).toMatch(why);
});

test('git itself runs none of them, even if they came that far', async () => {
  execFileSync('git', ['init', '--quiet', work]);
  const git = new Git(work, () => undefined);
  for (const [remote] of HOSTILE.filter(
    ([text]) => text.trim() !== '' && !text.includes('\0') && text.includes(canary),
  )) {
    const { status } = await git.run(['ls-remote', '--', remote]);
    expect(status, remote).not.toBe(0);
  }
  expect(existsSync(canary)).toBe(false);
});

test('git itself reaches nothing but by https, ssh and files, also where it is asked for more', async () => {
  const bare = path.join(work, 'bare.git');
  execFileSync('git', ['init', '--quiet', '--bare', bare]);
  execFileSync('git', ['init', '--quiet', work]);
  const git = new Git(work, () => undefined);
  expect(await git.run(['ls-remote', '--', bare])).toMatchObject({ status: 0 });
  expect(
    await git.run(['-c', 'protocol.allow=always', 'ls-remote', '--', `ext::git upload-pack ${bare}`]),
  ).toMatchObject({
    status: 128,
    said: expect.stringContaining("'ext' not allowed"),
  });
  for (const kind of ['http', 'git', 'ftp'])
    expect(
      await git.run(['-c', 'protocol.allow=always', 'ls-remote', '--', `${kind}://127.0.0.1:9/a.git`]),
      kind,
    ).toMatchObject({
      status: 128,
      said: expect.stringContaining(`'${kind}' not allowed`),
    });
});

test.each(['git.example', 'git.example.'])(
  'git itself connects to the address that was checked, whatever it would be told of %s',
  async (name) => {
    let connections = 0;
    const server = createServer((socket) => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const remote = `https://${name}:${port}/a.git`;
    // The listener stands for a host of the public internet.
    const checked = await checkedRemote(remote, async () => [{ address: '93.184.215.14' }]);
    const settings = (checked.ok ? checked.value : []).map((setting) => setting.replace('93.184.215.14', '127.0.0.1'));
    execFileSync('git', ['init', '--quiet', work]);
    const { status } = await new Git(work, () => undefined, settings).run(['ls-remote', '--', remote], {
      env: { no_proxy: '*' },
    });
    await new Promise((resolve) => server.close(resolve));
    expect([status, connections > 0]).toEqual([128, true]);
  },
);

test('any text is taken or refused with a reason', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) =>
      ['undefined', 'string'].includes(typeof gitRemoteProblem(text)),
    ),
    { numRuns: 300, interruptAfterTimeLimit: 3_000 },
  );
});
