import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';

/** Where systems keep Chromium; the shell that opens no windows comes first, it is lighter. */
const PLACES = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Where the browser from npm is unpacked, and the program that starts it with its own libraries and fonts. */
export const NPM_BROWSER = path.resolve(import.meta.dirname, '../../../node_modules/.cache/dateline-browser');
export const NPM_CHROMIUM = path.join(NPM_BROWSER, 'chromium-with-its-libraries');

/**
 * How Chromium is started: Playwright's own where it has one, else the system's, else the one from npm. Undefined where
 * there is none. DATELINE_BROWSER=npm passes over the first two.
 */
export function installedBrowser(): { executablePath?: string } | undefined {
  const others = process.env['DATELINE_BROWSER'] !== 'npm';
  if (others && existsSync(chromium.executablePath())) return {};
  const executablePath = [...(others ? PLACES : []), NPM_CHROMIUM].find((file) => existsSync(file));
  return executablePath ? { executablePath } : undefined;
}
