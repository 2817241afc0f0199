import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** Where systems keep Chromium; the shell that opens no windows comes first, it is lighter. */
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** How Chromium is started: Playwright's own where it has one, else the system's. Undefined where there is none. */
export function installedBrowser(): { executablePath?: string } | undefined {
  if (existsSync(chromium.executablePath())) return {};
  const executablePath = PLACES.find((file) => existsSync(file));
  return executablePath ? { executablePath } : undefined;
}
