import { execFileSync } from 'node:child_process';
import dns from 'node:dns/promises';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { approveEntry } from '../../../lib/editorial/entries/actions/approve-entry.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../../lib/editorial/entries/actions/withdraw-entry.ts';
import type { ExportOptions } from '../../../lib/exchange/export/export-options.ts';
import type { TargetState } from '../../../lib/exchange/export/report.ts';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { TargetRejected } from '../../../lib/exchange/export/target.ts';
import { exportToGit, type GitReport } from '../../../lib/exchange/export/targets/git-target.ts';
import type { EntryId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { settings } from '../../support/settings.ts';
import { filesIn, writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-git-'));
let store: Store;
let editor: Actor;
let reviewer: Actor;
let at: string;
let remote: string;
let held: TargetState | undefined;

beforeEach(async () => {
  store = await freshStore();
  editor = await person(store, 'editor', 'Ada');
  reviewer = await person(store, 'reviewer', 'Rui');
  at = mkdtempSync(path.join(work, 'case-'));
  remote = path.join(at, 'remote.git');
  held = undefined;
  git(at, 'init', '--quiet', '--bare', 'remote.git');
});
afterEach(() => store.close());
afterAll(() => rmSync(work, { recursive: true, force: true }));

function git(folder: string, ...args: string[]): string {
  const settled = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org', '-c', 'core.quotePath=false'];
  return execFileSync('git', [...settled, ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim();
}

const place = () => ({ remote, branch: 'main', workFolder: path.join(at, 'work') });
const treeFolder = () =>
  path.join(at, 'work', readdirSync(path.join(at, 'work')).find((name) => name.startsWith('tree')) ?? '');

/** Exports as a worker does: what the target holds is remembered. */
async function push(options: Partial<ExportOptions> = {}, where = place()): Promise<GitReport> {
  const done = await exportToGit(store, where, {
    settings: settings(),
    plan: false,
    full: false,
    ...(held ? { held } : {}),
    ...options,
  });
  held = done.held ?? held;
  return done;
}

async function publish(headline: string, author = editor): Promise<EntryId> {
  const made = await createEntry(store, author, entryInput(headline));
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  await submitEntry(store, author, made.value.entry);
  const approved = await approveEntry(store, reviewer, made.value.entry, { hash: made.value.hash });
  if (!approved.ok) throw new Error(JSON.stringify(approved.error));
  return made.value.entry;
}

/** The files of the remote's branch, and those of a folder that the same archive is exported into. */
async function expectRemoteToBeTheArchive(besides: Record<string, string> = {}): Promise<void> {
  const clone = mkdtempSync(path.join(at, 'clone-'));
  git(at, 'clone', '--quiet', '--no-checkout', '--branch', 'main', remote, clone);
  writeTree(clone, { '.git/info/attributes': '* -text\n' });
  git(clone, 'checkout', '--quiet', 'main');
  const out = mkdtempSync(path.join(at, 'out-'));
  await runExport(store, out, { settings: settings(), plan: false, full: true });
  expect(filesIn(clone)).toEqual({ ...filesIn(out), ...besides });
}

/** Somebody else pushes a commit of these files. */
function pushForeign(files: Record<string, string>): void {
  const clone = mkdtempSync(path.join(at, 'foreign-'));
  git(at, 'clone', '--quiet', '--branch', 'main', remote, clone);
  writeTree(clone, files);
  git(clone, 'add', '-A');
  git(clone, 'commit', '--quiet', '-m', 'By hand');
  git(clone, 'push', '--quiet', 'origin', 'HEAD:main');
}

function hook(name: string, script: string): void {
  const file = path.join(remote, 'hooks', name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

const commits = () => Number(git(remote, 'rev-list', '--count', 'main'));

test('an empty repository gets one commit with its authors, reviewers and entries, and the next run none', async () => {
  await publish('A bridge opens');
  const tomas = await person(store, 'editor', 'Tomás');
  await publish('A ferry stops', tomas);
  const first = await push();
  expect(first.commit).toBe(git(remote, 'rev-parse', 'main'));
  const said = git(remote, 'log', '-1', '--format=%an|%cn|%B', 'main');
  expect(said).toMatch(/^Tomás\|Dateline\|Publish 2 entries: A bridge opens; A ferry stops\n/);
  expect(said).toContain('\n- New: A bridge opens (news/2031/05/6/a-bridge-opens.md)\n');
  expect(said).toMatch(/\nCo-authored-by: Ada <ada-[^>]+@example\.org>\nReviewed-by: Rui <rui-[^>]+@example\.org>$/);
  expect(git(remote, 'log', '-1', '--format=%(trailers:key=Reviewed-by,valueonly)', 'main')).toMatch(/^Rui </);
  await expectRemoteToBeTheArchive();
  expect((await push()).commit).toBeNull();
  expect((await push({ full: true })).commit).toBeNull();
  expect(commits()).toBe(1);
});

test('a later run makes what changed since, names that alone, and leaves files of others', async () => {
  const bridge = await publish('A bridge opens');
  await push();
  pushForeign({ 'LICENSE.txt': 'Ours.\n', '.gitattributes': '* text eol=crlf\n' });
  await publish('A ferry stops');
  const moved = await push();
  expect(moved.full).toBe(true);
  await publish('A lamp is lit');
  const next = await push();
  expect(next.full).toBe(false);
  expect(git(remote, 'log', '-1', '--format=%s', 'main')).toBe('Publish 1 entry: A lamp is lit');
  await expectRemoteToBeTheArchive({ 'LICENSE.txt': 'Ours.\n' });
  const withdrawn = await withdrawEntry(store, editor, bridge, { reason: 'It never opened.' });
  if (!withdrawn.ok) throw new Error(JSON.stringify(withdrawn.error));
  const text = await store.pool.query<{ hash: string }>(
    'SELECT r.hash FROM proposal p JOIN revision r ON r.id = p.revision_id WHERE p.entry_id = $1 AND p.withdraws',
    [bridge],
  );
  const approved = await approveEntry(store, reviewer, bridge, { hash: text.rows[0]?.hash ?? '' });
  expect(approved).toMatchObject({ ok: true });
  await push();
  expect(git(remote, 'log', '-1', '--format=%an|%s|%b', 'main')).toMatch(
    /^Ada\|Withdraw 1 entry: A bridge opens\|- Withdrawn: A bridge opens \(news[^)]+\)\n\nReviewed-by: Rui </,
  );
  await expectRemoteToBeTheArchive({ 'LICENSE.txt': 'Ours.\n' });
});

test('a plan says what would change and leaves the repository alone', async () => {
  await publish('A bridge opens');
  const plan = await push({ plan: true });
  expect(plan).toMatchObject({ plan: true, commit: null });
  expect(plan.files.added).toBeGreaterThan(2);
  expect(git(remote, 'for-each-ref')).toBe('');
});

test('a branch that is not there is made, beside those that are', async () => {
  await publish('A bridge opens');
  await push();
  await push({}, { ...place(), branch: 'pages/live', workFolder: path.join(at, 'other') });
  expect(git(remote, 'for-each-ref', '--format=%(refname:short)').split('\n')).toEqual(['main', 'pages/live']);
});

test('a remote that moves while the export is made is met with a new export on its new head', async () => {
  await publish('A bridge opens');
  await push();
  await publish('A ferry stops');
  let moves = 0;
  const done = await push({
    full: true,
    onProgress: ({ phase }) => {
      if (phase === 'placing' && moves === 0) pushForeign({ [`notes-${++moves}.txt`]: 'Meanwhile.\n' });
    },
  });
  expect(moves).toBe(1);
  expect(commits()).toBe(3);
  expect(done.commit).toBe(git(remote, 'rev-parse', 'main'));
  await expectRemoteToBeTheArchive({ 'notes-1.txt': 'Meanwhile.\n' });
});

test('a remote that moves every time is left to itself, loudly; the next run heals', async () => {
  await publish('A bridge opens');
  await push();
  await publish('A ferry stops');
  let moves = 0;
  const onProgress: NonNullable<ExportOptions['onProgress']> = ({ phase }) => {
    if (phase === 'placing') pushForeign({ [`notes-${++moves}.txt`]: 'Meanwhile.\n' });
  };
  await expect(push({ full: true, onProgress })).rejects.toThrow(/got new commits on main each of the 3 times/);
  expect(commits()).toBe(4);
  expect((await push()).commit).not.toBeNull();
  await expectRemoteToBeTheArchive({
    'notes-1.txt': 'Meanwhile.\n',
    'notes-2.txt': 'Meanwhile.\n',
    'notes-3.txt': 'Meanwhile.\n',
  });
});

test('a hook that refuses is quoted, and nothing is forced; the next run heals', async () => {
  await publish('A bridge opens');
  hook('pre-receive', 'echo "Only on Mondays." >&2\nexit 1');
  await expect(push()).rejects.toThrow(/refused the push to main: pre-receive hook declined\..*“Only on Mondays\.”/);
  expect(git(remote, 'for-each-ref')).toBe('');
  hook('pre-receive', 'exit 0');
  expect((await push()).commit).not.toBeNull();
  await expectRemoteToBeTheArchive();
});

test('a hook of a repository on this machine sees nothing secret, and hooks of ours do not run', async () => {
  await publish('A bridge opens');
  hook('pre-receive', 'env > "$PWD/seen"');
  process.env['NEXTAUTH_SECRET'] = 'canary-secret';
  try {
    await push();
    const seen = execFileSync('cat', [path.join(remote, 'seen')], { encoding: 'utf8' });
    expect(seen).not.toContain('canary-secret');
    expect(seen).not.toContain('DATABASE_URL');
  } finally {
    delete process.env['NEXTAUTH_SECRET'];
  }
  const canary = path.join(at, 'canary');
  const own = path.join(treeFolder(), '.git', 'hooks');
  for (const name of ['pre-commit', 'post-checkout', 'pre-push', 'reference-transaction', 'post-index-change']) {
    mkdirSync(own, { recursive: true });
    writeFileSync(path.join(own, name), `#!/bin/sh\ntouch ${canary}\n`, { mode: 0o755 });
  }
  await publish('A ferry stops');
  await push({ full: true });
  expect(existsSync(canary)).toBe(false);
});

test('locks that a dead process left are taken away, and a half made tree is made anew', async () => {
  await publish('A bridge opens');
  await push();
  const tree = treeFolder();
  writeFileSync(path.join(tree, '.git', 'index.lock'), '');
  writeFileSync(
    path.join(at, 'work', 'lock.json'),
    JSON.stringify({
      id: 'gone',
      pid: 999_999_999,
      host: (await import('node:os')).hostname(),
      fence: 3,
      tree: path.basename(tree),
      git: null,
    }),
  );
  writeFileSync(path.join(at, 'work', 'unfinished'), '');
  writeFileSync(path.join(tree, 'news', '2031', '05', '6', 'a-bridge-opens.md'), 'half of i');
  writeTree(tree, { 'news/2031/05/6/stray.md': 'x', '.dateline-staging/left/files/news/x.md': 'y' });
  await publish('A ferry stops');
  expect((await push()).commit).not.toBeNull();
  await expectRemoteToBeTheArchive();
});

test('a lock is left alone while the git process behind it lives', async () => {
  await publish('A bridge opens');
  await push();
  const lock = path.join(treeFolder(), '.git', 'index.lock');
  writeFileSync(lock, '');
  writeFileSync(
    path.join(at, 'work', 'lock.json'),
    JSON.stringify({
      id: 'gone',
      pid: 999_999_999,
      host: (await import('node:os')).hostname(),
      fence: 0,
      tree: path.basename(treeFolder()),
      git: process.pid,
    }),
  );
  await expect(push()).rejects.toThrow(/A git process, \d+, that a stopped export left behind is still running/);
  expect(existsSync(lock)).toBe(true);
});

test('a damaged copy of the repository is thrown away and made again', async () => {
  writeTree(at, { 'around.txt': 'Not yours.\n' });
  git(at, 'init', '--quiet');
  git(at, 'add', 'around.txt');
  git(at, 'commit', '--quiet', '-m', 'Around');
  writeTree(at, { 'around.txt': 'Not yours, and changed.\n' });
  await publish('A bridge opens');
  await push();
  rmSync(path.join(treeFolder(), '.git', 'objects'), { recursive: true });
  await publish('A ferry stops');
  expect((await push()).commit).not.toBeNull();
  await expectRemoteToBeTheArchive();
  expect(git(at, 'status', '--porcelain', '--untracked-files=no')).toBe('M around.txt');
  expect(git(at, 'log', '--all', '--format=%s')).toBe('Around');
});

test('of two runs at once one is refused', async () => {
  await publish('A bridge opens');
  const both = await Promise.allSettled([push({ fence: 1 }), push({ fence: 1 })]);
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(both.find((one) => one.status === 'rejected')?.reason).toBeInstanceOf(TargetRejected);
  await publish('A ferry stops');
  let taken: Promise<GitReport> | undefined;
  const late = push({
    fence: 2,
    full: true,
    onProgress: () => {
      taken ??= push({ fence: 3, full: true });
    },
  });
  const [old, young] = [await late.catch((error: Error) => error), await taken];
  expect(young?.commit).toBe(git(remote, 'rev-parse', 'main'));
  expect(old).toBeInstanceOf(TargetRejected);
  expect(commits()).toBe(2);
  await expectRemoteToBeTheArchive();
});

test('a remote that is missing, or names a program, is refused in plain words', async () => {
  await expect(push({}, { ...place(), remote: path.join(at, 'nowhere.git') })).rejects.toThrow(
    /could not be read\. There is no repository at this address/,
  );
  const canary = path.join(at, 'canary');
  await expect(push({}, { ...place(), remote: `ext::sh -c "touch ${canary}"` })).rejects.toThrow(TargetRejected);
  await expect(push({}, { ...place(), remote: `--upload-pack=touch ${canary}` })).rejects.toThrow(TargetRejected);
  expect(existsSync(canary)).toBe(false);
});

test('pages that somebody put at the places of ours are not written over', async () => {
  await publish('A bridge opens');
  await push();
  pushForeign({ 'news/2031/05/7/a-lamp-is-lit.md': 'Not ours.\n' });
  const made = await createEntry(store, editor, entryInput('A lamp is lit', { day: '2031-05-07' as never }));
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  await submitEntry(store, editor, made.value.entry);
  await approveEntry(store, reviewer, made.value.entry, { hash: made.value.hash });
  await expect(push()).rejects.toThrow(
    /a file that Dateline did not write is in the place of a page.*a-lamp-is-lit\.md/s,
  );
  expect(commits()).toBe(2);
});

test('a cancelled export pushes nothing', async () => {
  await publish('A bridge opens');
  const stop = new AbortController();
  await expect(push({ signal: stop.signal, onProgress: () => stop.abort(new Error('Cancelled.')) })).rejects.toThrow(
    'Cancelled.',
  );
  expect(git(remote, 'for-each-ref')).toBe('');
});

test('git is held to the address that was checked', async () => {
  const asked = dns.lookup;
  const answers = ['93.184.215.14', '127.0.0.1'];
  const looked: string[] = [];
  const said = path.join(at, 'said');
  mkdirSync(path.join(at, 'bin'));
  const program = execFileSync('sh', ['-c', 'command -v git'], { encoding: 'utf8' }).trim();
  const shim =
    `#!/bin/sh\ncase "$*" in *ls-remote*) echo "$*" >> '${said}'; exit 128;; *) exec '${program}' ` + `"$@";; esac\n`;
  writeFileSync(path.join(at, 'bin', 'git'), shim, { mode: 0o755 });
  const { PATH } = process.env;
  try {
    process.env['PATH'] = `${path.join(at, 'bin')}:${PATH}`;
    Object.assign(dns, {
      lookup: async (host: string) => {
        looked.push(host);
        return [{ address: answers[looked.length - 1] ?? '127.0.0.1', family: 4 }];
      },
    });
    syncBuiltinESMExports();
    await expect(push({}, { ...place(), remote: 'https://git.example:8443/a.git' })).rejects.toThrow(TargetRejected);
  } finally {
    process.env['PATH'] = PATH;
    Object.assign(dns, { lookup: asked });
    syncBuiltinESMExports();
  }
  expect(looked).toEqual(['git.example']);
  expect(readFileSync(said, 'utf8')).toContain('-c http.curloptResolve=git.example:8443:93.184.215.14 ');
});
