// The first thing that a fresh clone runs, maybe under an older Node than the project's own:
// plain JavaScript, Node's own modules only.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '../..');
const MODULES = path.join(ROOT, 'node_modules');
const NODE = path.join(MODULES, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
const INSTALL_STAMP = path.join(MODULES, '.dateline-lock');
const GENERATED = path.join(ROOT, 'lib/platform/database/generated');
const CLIENT_STAMP = path.join(GENERATED, '.schema');
const SCHEMA = path.join(ROOT, 'prisma/schema.prisma');
const LOCK_FILE = path.join(ROOT, 'package-lock.json');
/** Long work makes much that is soon forgotten: a small young generation keeps its peak of memory a quarter lower. */
const FLAGS = ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'];
const MISSING = 3;
const USAGE = 2;

const ENTRIES = {
  start: ['lib/cli/main.ts', 'start'],
  dev: ['lib/cli/main.ts', 'dev'],
  dateline: ['lib/cli/main.ts'],
  test: ['tests/run.ts'],
  bench: ['tests/bench/main.ts'],
  build: ['lib/cli/main.ts', 'build'],
};

const [name = '', ...rest] = process.argv.slice(2);
const entry = ENTRIES[name];
if (!entry) {
  process.stderr.write(`Usage: node lib/cli/bootstrap.mjs ${Object.keys(ENTRIES).join('|')} [arguments]\n`);
  process.exit(USAGE);
}
if (!isReady()) await alone(prepare);
run([path.join(ROOT, entry[0]), ...entry.slice(1), ...rest]);

function isReady() {
  return dependenciesAreCurrent() && clientIsCurrent();
}

function prepare() {
  if (!dependenciesAreCurrent()) install();
  if (!clientIsCurrent()) generateClient();
}

function hashOf(file) {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function stampIs(stamp, hash) {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
}

/** Installed by this file for this very lock file, or by npm itself after the lock file was last written. */
function dependenciesAreCurrent() {
  const record = path.join(MODULES, '.package-lock.json');
  if (!existsSync(record) || !existsSync(NODE)) return false;
  const hash = hashOf(LOCK_FILE);
  if (stampIs(INSTALL_STAMP, hash)) return true;
  if (statSync(record).mtimeMs < statSync(LOCK_FILE).mtimeMs) return false;
  try {
    writeFileSync(INSTALL_STAMP, hash);
  } catch {
    // A clone of another user: its owner leaves the note, everybody else looks again.
  }
  return true;
}

/** The client depends on the schema and on the generator's version, which the lock file pins. */
function clientHash() {
  return createHash('sha256').update(hashOf(SCHEMA)).update(hashOf(LOCK_FILE)).digest('hex');
}

function clientIsCurrent() {
  return existsSync(path.join(GENERATED, 'client.ts')) && stampIs(CLIENT_STAMP, clientHash());
}

function install() {
  process.stderr.write('Installing the dependencies (about a minute) …\n');
  // Development dependencies are part of it: the build needs TypeScript, and the tests run from here.
  // npm ci begins by removing everything: an installation that an app may run from is brought up to date in place.
  const how = existsSync(NODE) ? ['install', '--no-save'] : ['ci'];
  const done = npm([...how, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (done !== 0)
    fail(
      `The dependencies could not be installed (npm ${how.join(' ')}).`,
      'Read the lines above; check that the npm registry is reachable, then run this again.',
    );
  if (!existsSync(NODE))
    fail(
      `${path.relative(ROOT, NODE)} is missing after the installation.`,
      'Allow the install script of the package "node", then run npm rebuild node.',
    );
  writeFileSync(INSTALL_STAMP, hashOf(LOCK_FILE));
}

/** npm's own lines go to standard error: standard output belongs to the command that was asked for. */
function npm(args) {
  const script = process.env.npm_execpath;
  const [program, first] =
    script && /\.c?js$/.test(script)
      ? [process.execPath, [script]]
      : [process.platform === 'win32' ? 'npm.cmd' : 'npm', []];
  return spawnSync(program, [...first, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  }).status;
}

/**
 * `prisma generate` only checks that a schema engine is there and never runs it, so any file serves and nothing is
 * downloaded.
 */
function generateClient() {
  const done = spawnSync(NODE, [path.join(MODULES, 'prisma/build/index.js'), 'generate'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      // Generators are called by name.
      PATH: [path.join(MODULES, '.bin'), process.env.PATH].join(path.delimiter),
      PRISMA_SCHEMA_ENGINE_BINARY: NODE,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}`);
    fail(
      'The database client could not be generated (prisma generate).',
      'Read the lines above; prisma/schema.prisma may hold a mistake.',
    );
  }
  writeFileSync(CLIENT_STAMP, clientHash());
}

/** One process prepares a checkout at a time; the others wait and find it done. */
async function alone(work) {
  const lock = path.join(tmpdir(), `dateline-prepare-${createHash('sha256').update(ROOT).digest('hex').slice(0, 16)}`);
  while (!takeLock(lock)) await new Promise((resolve) => setTimeout(resolve, 300));
  process.on('exit', () => rmSync(lock, { recursive: true, force: true }));
  try {
    work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function takeLock(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(path.join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
    return false;
  }
}

function isAbandoned(lock) {
  try {
    process.kill(Number(readFileSync(path.join(lock, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    if (error.code === 'ESRCH') return true;
    return error.code === 'ENOENT' && existsSync(lock) && Date.now() - statSync(lock).mtimeMs > 2000;
  }
}

/** Runs the project's own Node, passes signals on and ends as it ended. The channel tells it when this process dies. */
function run(args) {
  const bin = path.join(MODULES, '.bin');
  const child = spawn(NODE, [...FLAGS, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}` },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  endWithNpm(child);
  child.on('error', (error) =>
    fail(`Node could not be started: ${error.message}`, 'Remove node_modules and run this again.'),
  );
  child.on('exit', (code, signal) => process.exit(signal ? 128 + (signalNumber(signal) ?? 1) : (code ?? 1)));
}

/**
 * npm hands its SIGTERM to a shell that dies of it without telling us: a new parent is the sign that we were asked to
 * stop.
 */
function endWithNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, 250);
  watch.unref();
}

function signalNumber(signal) {
  return { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }[signal];
}

function fail(problem, remedy) {
  process.stderr.write(`${problem}\n${remedy}\n`);
  process.exit(MISSING);
}
