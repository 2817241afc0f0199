import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { LONG_TESTS } from './tests/support/named-files.ts';
import { SLOWEST } from './tests/support/shares.ts';

const LONG = process.env['DATELINE_LONG'] ? [] : LONG_TESTS;
const exclude = [...configDefaults.exclude, ...LONG];

/** It counts the seconds until a site answers, so nothing else runs meanwhile. */
const ALONE = 'tests/boot/start.test.ts';

const isSlow = ({ moduleId }: TestSpecification) => SLOWEST.some((file) => moduleId.endsWith(file));

/** What takes longest begins first, so that no worker is left with it at the end. */
class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isSlow), ...sorted.filter((file) => !isSlow(file))];
  }
}

export default defineConfig({
  test: {
    // One more than Vitest would take: a test that waits for PostgreSQL leaves its core to another.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: SlowestFirst },
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts', 'tests/rules/**/*.test.ts'], testTimeout: 90_000 } },
      {
        test: {
          name: 'db',
          include: ['tests/db/**/*.test.ts'],
          exclude,
          globalSetup: ['tests/support/database-server.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'boot',
          include: ['tests/boot/**/*.test.ts'],
          exclude: [...exclude, ALONE],
          // After the others: the sources are copied into the checkout here, where rules would find them.
          sequence: { groupOrder: 1 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'boot alone',
          include: [ALONE],
          sequence: { groupOrder: 2 },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
