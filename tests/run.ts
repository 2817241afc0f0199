import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuild } from '../lib/cli/start/build.ts';
import { installedBrowser } from './support/browser.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const BIN = path.join(ROOT, 'node_modules/.bin');
const MISSING = 3;

type Tally = { passed: number; failed: number };
type Step = { name: string; command: string[]; env?: Record<string, string>; tally?: () => Tally };

const reports = mkdtempSync(path.join(tmpdir(), 'dateline-reports-'));
const vitestReport = path.join(reports, 'vitest.json');
const total: Tally = { passed: 0, failed: 0 };

const status = await runAll();
rmSync(reports, { recursive: true, force: true });
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(status);

/** Everything that CI runs, in order: up to the first failure of what is quick to tell, then all tests. */
async function runAll(): Promise<number> {
  const quick = await runSteps([
    { name: 'Format and lint', command: ['biome', 'check', '.'] },
    { name: 'Types', command: ['tsc', '--noEmit'] },
    { name: 'Dead code', command: ['knip'] },
  ]);
  if (quick !== 0) return quick;
  const tests = await runSteps([
    {
      name: 'Unit, database, API and process tests',
      command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
      tally: () => vitestTally(vitestReport),
    },
  ]);
  return Math.max(tests, await runBrowserTests());
}

async function runBrowserTests(): Promise<number> {
  if (!browserIsThere()) return MISSING;
  const dist = await build();
  if (!dist) return 1;
  process.stdout.write('\n── Browser tests\n');
  rmSync(path.join(ROOT, 'test-results'), { recursive: true, force: true });
  const halves = availableParallelism() > 1 ? [1, 2] : [1];
  const codes = await Promise.all(halves.map((half) => runCounted(browserTests(half, halves.length, dist))));
  return Math.max(...codes);
}

/** The browser tests, or one half of them: each has a site of its own, and both run at once. */
function browserTests(half: number, of: number, dist: string): Step {
  const report = path.join(reports, `playwright-${half}.json`);
  return {
    name: `Browser tests, ${half} of ${of}`,
    command: ['playwright', 'test', '--reporter=list,json', `--shard=${half}/${of}`],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, PLAYWRIGHT_JSON_OUTPUT_NAME: report, DATELINE_DIST: dist, DATELINE_HALF: `half-${half}` },
    tally: () => browserTally(report),
  };
}

async function runSteps(steps: Step[]): Promise<number> {
  for (const step of steps) {
    process.stdout.write(`\n── ${step.name}\n`);
    const code = await runCounted(step);
    if (code !== 0) return code;
  }
  return 0;
}

async function runCounted(step: Step): Promise<number> {
  const code = await run(step);
  count(step, code);
  return code;
}

/** A step without tests of its own counts as nothing when it passes and as one failure when it does not. */
function count(step: Step, code: number): void {
  const tally = step.tally?.() ?? { passed: 0, failed: 0 };
  total.passed += tally.passed;
  total.failed += code !== 0 && tally.failed === 0 ? 1 : tally.failed;
}

function run({ command: [program = '', ...args], env }: Step): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(path.join(BIN, program), args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } });
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => child.kill(signal));
    child.once('error', () => resolve(MISSING));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

async function build(): Promise<string | undefined> {
  process.stdout.write('\n── Build\n');
  try {
    return await ensureBuild((line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    process.stdout.write(`${(error as Error).message}\n`);
    total.failed += 1;
    return undefined;
  }
}

/** A browser that Playwright has, or the system's own. */
function browserIsThere(): boolean {
  if (installedBrowser()) return true;
  process.stdout.write(
    'The browser tests need Chromium, and there is none. Install it: apt-get install chromium-headless-shell (or chromium, or npx playwright install chromium)\n',
  );
  total.failed += 1;
  return false;
}

function vitestTally(file: string): Tally {
  const report = readReport<{ numPassedTests: number; numFailedTests: number }>(file);
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

function browserTally(file: string): Tally {
  const report = readReport<{ stats: { expected: number; flaky: number; unexpected: number } }>(file);
  return { passed: (report?.stats.expected ?? 0) + (report?.stats.flaky ?? 0), failed: report?.stats.unexpected ?? 0 };
}

function readReport<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}
