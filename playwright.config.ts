import { defineConfig } from '@playwright/test';
import { installedBrowser } from './tests/support/browser/browser.ts';

const launchOptions = {
  ...installedBrowser(),
  args: [
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ],
};

/** Every screen in every look takes a while: without DATELINE_LONG it is looked at once. */
const phone = {
  name: 'phone',
  testMatch: 'screens.spec.ts',
  // Screens say which window alone has them.
  grepInvert: /@desktop-only/,
  dependencies: ['first run'],
  use: { viewport: { width: 390, height: 844 }, hasTouch: true },
};

export default defineConfig({
  testDir: 'tests/e2e',
  // Halves that run beside each other keep what they leave apart.
  outputDir: `test-results/${process.env['DATELINE_HALF'] ?? 'tests'}`,
  globalSetup: './tests/e2e/site.ts',
  workers: 1,
  forbidOnly: Boolean(process.env['CI']),
  // Generous: a busy machine takes three times as long, and a slow test is no broken one.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  use: {
    launchOptions,
    viewport: { width: 1440, height: 900 },
    trace: process.env['DATELINE_TRACE'] ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'first run', testMatch: 'first-run.ts' },
    { name: 'desktop', testMatch: '*.spec.ts', grepInvert: /@phone-only/, dependencies: ['first run'] },
    ...(process.env['DATELINE_LONG'] ? [phone] : []),
  ],
});
