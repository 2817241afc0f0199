import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';

/** Processes killed and held up, again and again: only with DATELINE_LONG, as CI has it. */
const LONG = process.env['DATELINE_LONG'] ? [] : ['tests/db/fencing.test.ts', 'tests/db/export-kill.test.ts'];

export default defineConfig({
  test: {
    // One more than Vitest would take: a test that waits for PostgreSQL leaves its core to another.
    maxWorkers: availableParallelism(),
    projects: [
      { test: { name: 'unit', include: ['tests/unit/**/*.test.ts', 'tests/rules/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          name: 'db',
          include: ['tests/db/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...LONG],
          globalSetup: ['tests/support/database-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'boot', include: ['tests/boot/**/*.test.ts'], fileParallelism: false, testTimeout: 180_000, hookTimeout: 180_000 } },
    ],
  },
});
