import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a run of tests came to; `failures` names each test that failed, with its file and the first lines of why. */
export type Tally = { passed: number; failed: number; failures: string[] };

type VitestReport = {
  numPassedTests: number;
  numFailedTests: number;
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

type BrowserSpec = {
  title: string;
  file: string;
  line: number;
  tests: { projectName: string; status: string; results: { error?: { message?: string } }[] }[];
};
type BrowserSuite = { suites?: BrowserSuite[]; specs?: BrowserSpec[] };
type BrowserReport = BrowserSuite & {
  stats: { expected: number; flaky: number; unexpected: number };
  errors?: { message?: string }[];
};

const MOST_LINES = 12;

/** What Vitest's JSON report at `file` says; nothing passed and nothing failed where there is none. */
export function vitestTally(file: string): Tally {
  const report = readReport<VitestReport>(file);
  if (!report) return { passed: 0, failed: 0, failures: [] };
  const failures = report.testResults.flatMap(({ name: file, message, assertionResults }) => {
    const name = path.relative(process.cwd(), file);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (message && !failed.length) return [named(name, '', message)];
    return failed.map((test) => named(name, test.fullName, test.failureMessages.join('\n')));
  });
  return { passed: report.numPassedTests, failed: report.numFailedTests, failures };
}

/** What Playwright's JSON report at `file` says. */
export function browserTally(file: string): Tally {
  const report = readReport<BrowserReport>(file);
  if (!report) return { passed: 0, failed: 0, failures: [] };
  const { expected, flaky, unexpected } = report.stats;
  const failures = specsIn(report).flatMap(({ title, file: spec, line, tests }) =>
    tests
      .filter(({ status }) => status === 'unexpected')
      .map(({ projectName, results }) =>
        named(`${spec}:${line}`, `[${projectName}] ${title}`, results.at(-1)?.error?.message ?? ''),
      ),
  );
  const apart = (report.errors ?? []).map(({ message }) => named('Playwright', '', message ?? ''));
  return { passed: expected + flaky, failed: unexpected, failures: [...failures, ...apart] };
}

function specsIn({ suites = [], specs = [] }: BrowserSuite): BrowserSpec[] {
  return [...specs, ...suites.flatMap(specsIn)];
}

function named(file: string, test: string, why: string): string {
  const lines = why.split('\n').slice(0, MOST_LINES);
  return [`✗ ${file}${test ? ` › ${test}` : ''}`, ...lines.map((line) => `    ${line}`)].join('\n');
}

function readReport<T>(file: string): T | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as T) : undefined;
}
