import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { LONG_TESTS } from './tests/support/named-files.ts';

const LONG = process.env['DATELINE_LONG'] ? [] : LONG_TESTS;
const exclude = [...configDefaults.exclude, ...LONG];

export default defineConfig({
  test: {
    // One more than Vitest would take: a test that waits for PostgreSQL leaves its core to another.
    maxWorkers: availableParallelism(),
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
          exclude,
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
