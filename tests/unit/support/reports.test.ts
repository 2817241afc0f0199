import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { browserTally, vitestTally } from '../../support/reports.ts';

const FOLDER = mkdtempSync(path.join(tmpdir(), 'reports-'));

test('a run names each test that failed, with its file and why', () => {
  const file = report('vitest', {
    numPassedTests: 2,
    numFailedTests: 1,
    testResults: [
      {
        name: path.resolve('tests/unit/sum.test.ts'),
        message: '',
        assertionResults: [
          { fullName: 'sums are right', status: 'passed', failureMessages: [] },
          { fullName: 'sums are odd', status: 'failed', failureMessages: ['Error: 2 is even\n  at sum'] },
        ],
      },
      { name: path.resolve('tests/unit/broken.test.ts'), message: 'Cannot find module', assertionResults: [] },
    ],
  });
  expect(vitestTally(file)).toEqual({
    passed: 2,
    failed: 1,
    failures: [
      '✗ tests/unit/sum.test.ts › sums are odd\n    Error: 2 is even\n      at sum',
      '✗ tests/unit/broken.test.ts\n    Cannot find module',
    ],
  });
});

test('a run of browser tests names them with their look', () => {
  const failing = { projectName: 'phone', status: 'unexpected', results: [{ error: { message: 'no button' } }] };
  const passing = { projectName: 'desktop', status: 'expected', results: [{}] };
  const file = report('browser', {
    stats: { expected: 1, flaky: 1, unexpected: 1 },
    suites: [
      {
        suites: [
          { specs: [{ title: 'the button is there', file: 'desk.spec.ts', line: 7, tests: [failing, passing] }] },
        ],
      },
    ],
    errors: [{ message: 'The site did not start' }],
  });
  expect(browserTally(file)).toEqual({
    passed: 2,
    failed: 1,
    failures: [
      '✗ desk.spec.ts:7 › [phone] the button is there\n    no button',
      '✗ Playwright\n    The site did not start',
    ],
  });
});

test('a run without a report counts as nothing', () => {
  expect([vitestTally('/nowhere'), browserTally('/nowhere')]).toEqual(
    Array(2).fill({ passed: 0, failed: 0, failures: [] }),
  );
});

function report(name: string, content: object): string {
  const file = path.join(FOLDER, `${name}.json`);
  writeFileSync(file, JSON.stringify(content));
  return file;
}
