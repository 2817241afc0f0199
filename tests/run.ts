import { spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuild } from '../lib/cli/start/build.ts';
import { bringBrowser } from './support/browser/bring-browser.ts';
import { namedFiles } from './support/named-files.ts';
import { browserTally, type Tally, vitestTally } from './support/reports.ts';
import { evenShares } from './support/shares.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const BIN = path.join(ROOT, 'node_modules/.bin');
const MISSING = 3;
const USAGE = 2;
const CORES = availableParallelism();
/**
 * Whole each time: what an earlier run left behind changes the order of the check, and takes longer than it saves. More
 * checkers than cores look at the same types again.
 */
const WHOLE_CHECK = ['--incremental', 'false', '--checkers', String(Math.min(CORES, 4))];

type Step = { name: string; command: string[]; env?: Record<string, string>; tally?: () => Tally };

const reports = mkdtempSync(path.join(tmpdir(), 'dateline-reports-'));
const vitestReport = path.join(reports, 'vitest.json');
const total: Tally = { passed: 0, failed: 0, failures: [] };

const names = process.argv.slice(2);
const status = await (names.length ? runNamed(names) : runAll());
rmSync(reports, { recursive: true, force: true });
// What failed, once more: in hours of output nobody looks for it.
for (const failure of total.failures) process.stdout.write(`\n${failure}\n`);
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed\n`);
process.exit(status);

/** Everything that CI runs, in order: up to the first failure of what is quick to tell, then all tests. */
async function runAll(): Promise<number> {
  const quick = await runSteps([
    { name: 'Format and lint', command: ['biome', 'check', '.'] },
    { name: 'Types', command: ['node', 'node_modules/typescript-7/bin/tsc', '--noEmit', ...WHOLE_CHECK] },
    { name: 'Dead code', command: ['knip'] },
  ]);
  if (quick !== 0) return quick;
  const tests = await runSteps([vitestRun('Unit, database, API and process tests')]);
  return Math.max(tests, await runBrowserTests());
}

/** The tests of some files alone, with whatever they need. */
async function runNamed(given: readonly string[]): Promise<number> {
  const { vitest, browser, unknown, long } = namedFiles(given, ROOT);
  if (unknown.length) {
    process.stderr.write(
      `There is no file of tests ${unknown.join(', ')}. Name one as in: npm test -- ` +
        `tests/db/editorial/review/review.test.ts\n`,
    );
    return USAGE;
  }
  const tests = vitest.length ? await runSteps([vitestRun('Tests', vitest, long ? { DATELINE_LONG: '1' } : {})]) : 0;
  if (!browser.length) return tests;
  if (!browserIsThere()) return MISSING;
  const dist = await build();
  return dist ? Math.max(tests, await runCounted(browserTests('named', browser, dist))) : 1;
}

function vitestRun(name: string, files: readonly string[] = [], env: Record<string, string> = {}): Step {
  return {
    name,
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`, ...files],
    env,
    tally: () => vitestTally(vitestReport),
  };
}

async function runBrowserTests(): Promise<number> {
  if (!browserIsThere()) return MISSING;
  const dist = await build();
  if (!dist) return 1;
  process.stdout.write('\n── Browser tests\n');
  rmSync(path.join(ROOT, 'test-results'), { recursive: true, force: true });
  const files = globSync('tests/e2e/*.spec.ts', { cwd: ROOT }).map((file) => file.split(path.sep).join('/'));
  const shares = evenShares(files, CORES > 1 ? 2 : 1, Boolean(process.env['DATELINE_LONG']));
  const codes = await Promise.all(shares.map((share, n) => runCounted(browserTests(`half-${n + 1}`, share, dist))));
  return Math.max(...codes);
}

/** Browser tests of some files: each part has a site of its own, and both halves run at once. */
function browserTests(part: string, which: readonly string[], dist: string): Step {
  const report = path.join(reports, `playwright-${part}.json`);
  return {
    name: `Browser tests, ${part}`,
    command: ['playwright', 'test', '--reporter=list,json', ...which],
    env: {
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
      DATELINE_DIST: dist,
      DATELINE_HALF: part,
    },
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
  const tally = step.tally?.() ?? { passed: 0, failed: 0, failures: [] };
  total.passed += tally.passed;
  const unexplained = code !== 0 && tally.failed === 0;
  total.failed += unexplained ? 1 : tally.failed;
  total.failures.push(
    ...tally.failures,
    ...(unexplained && !tally.failures.length ? [`✗ ${step.name}: ended with status ${code}`] : []),
  );
}

function run({ command: [program = '', ...args], env }: Step): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(path.join(BIN, program), args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    });
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

/** A browser that is there, or that can be brought. */
function browserIsThere(): boolean {
  const problem = bringBrowser((line) => process.stdout.write(`${line}\n`));
  if (!problem) return true;
  process.stdout.write(`${problem}\n`);
  total.failed += 1;
  return false;
}
