import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { codeOf } from '../../kernel/error-facts.ts';
import { isAlive, othersLeases, takeLease } from '../../platform/embedded/leases.ts';
import { setting, variables } from '../../platform/environment/environment.ts';
import { Missing } from '../../platform/environment/missing.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const BUILDS = '.next-builds';
const SOURCES = ['app', 'components', 'lib', 'public', 'prisma/schema.prisma', 'next.config.js', 'package-lock.json'];
const NOT_BUILT = new Set(['lib/cli', 'lib/worker', 'lib/platform/database/generated']);
const MARK = 'DATELINE_BUILD';

/**
 * The folder of a build of these very sources, relative to the checkout; built where it is missing.
 * Every state of the sources has a folder of its own, so a build never touches the files that a
 * running app serves. Builds that nobody uses any more are cleared away. Whoever names a finished
 * build in DATELINE_DIST gets that one, as it is. A user who may not write in the clone gets the build that its owner
 * made.
 */
export async function ensureBuild(tell: (line: string) => void): Promise<string> {
  const named = setting('DATELINE_DIST');
  if (named && existsSync(path.join(ROOT, named, 'BUILD_ID'))) return named;
  const hash = sourceHash();
  const folder = named || path.join(BUILDS, hash.slice(0, 16));
  if (!mayBuild()) {
    // A clone that somebody else looks after: their build is served, and nothing in it is written.
    if (isBuilt(folder, hash)) return folder;
    throw new Missing(
      `${ROOT} belongs to another user, who has not built the current version of the app.`,
      `Run npm run build as the user that can write there, or give this user its own clone.`,
    );
  }
  mkdirSync(path.join(ROOT, BUILDS), { recursive: true });
  await aloneWith(path.join(ROOT, BUILDS, 'lock'), async () => {
    if (!isBuilt(folder, hash)) await build(folder, hash, tell);
    takeLease(path.join(ROOT, folder, 'users'));
    clearOldBuilds(folder);
  });
  return folder;
}

/** Whether this user may write where builds are kept. */
function mayBuild(): boolean {
  const builds = path.join(ROOT, BUILDS);
  try {
    accessSync(existsSync(builds) ? builds : ROOT, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function isBuilt(folder: string, hash: string): boolean {
  const mark = path.join(ROOT, folder, MARK);
  return existsSync(path.join(ROOT, folder, 'BUILD_ID')) && existsSync(mark) && readFileSync(mark, 'utf8') === hash;
}

async function build(folder: string, hash: string, tell: (line: string) => void): Promise<void> {
  tell('Building the app (about 30 seconds)…');
  rmSync(path.join(ROOT, folder), { recursive: true, force: true });
  const { status, said } = await runNext(['build'], { DATELINE_DIST: folder });
  if (status !== 0)
    throw new Missing(
      `${said.trim()}\nThe app could not be built.`,
      'See the lines above. Fix the error, or go back to a released version, then start again.',
    );
  writeFileSync(path.join(ROOT, folder, MARK), hash);
}

function runNext(args: string[], env: Record<string, string>): Promise<{ status: number; said: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(ROOT, 'node_modules/next/dist/bin/next'), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...variables(),
        ...env,
        NODE_ENV: 'production',
        NEXT_TELEMETRY_DISABLED: '1',
        __NEXT_PROCESSED_ENV: 'true',
      },
    });
    const end = () => child.kill('SIGTERM');
    process.once('exit', end);
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    child.once('error', reject);
    child.once('close', (code) => {
      process.off('exit', end);
      resolve({ status: code ?? 1, said });
    });
  });
}

function clearOldBuilds(current: string): void {
  for (const entry of readdirSync(path.join(ROOT, BUILDS), { withFileTypes: true })) {
    const folder = path.join(BUILDS, entry.name);
    if (!entry.isDirectory() || folder === current || entry.name === 'lock') continue;
    if (othersLeases(path.join(ROOT, folder, 'users')).length === 0)
      rmSync(path.join(ROOT, folder), { recursive: true, force: true });
  }
}

/** SHA-256 over the names and contents of everything that goes into a build. */
export function sourceHash(root = ROOT): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((place) => filesUnder(root, place)))
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function filesUnder(root: string, place: string): string[] {
  const full = path.join(root, place);
  if (!existsSync(full) || NOT_BUILT.has(place)) return [];
  if (statSync(full).isFile()) return [place];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesUnder(root, `${place}/${name}`));
}

/** One process builds a checkout at a time; the others wait and find it built. */
async function aloneWith(lock: string, work: () => Promise<void>): Promise<void> {
  while (!takeLock(lock)) await new Promise((resolve) => setTimeout(resolve, 300));
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const holder = existsSync(lock) ? readFileSync(lock, 'utf8') : '';
    if (holder && !isAlive(Number(holder))) rmSync(lock, { force: true });
    return false;
  }
}
