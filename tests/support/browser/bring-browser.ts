import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { installedBrowser, NPM_BROWSER, NPM_CHROMIUM } from './browser.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const PACKAGE = path.join(import.meta.dirname, 'browser-package');

const HELP =
  'The browser tests need Chromium, and none could be found or brought. Install one: apt-get install ' +
  'chromium-headless-shell (or chromium, Google Chrome, or npx playwright install --with-deps chromium)';

/**
 * Makes sure that there is a Chromium for the tests. What brings it, in order: npm, Debian's packages, Playwright's
 * download. Undefined, or what to do.
 */
export function bringBrowser(tell: (line: string) => void): string | undefined {
  if (installedBrowser()) return undefined;
  for (const [where, bring] of WAYS) {
    tell(`No Chromium was found; bringing one (${where}) …`);
    if (bring() && installedBrowser()) return undefined;
  }
  return HELP;
}

const WAYS: [string, () => boolean][] = [
  ['the npm package @sparticuz/chromium', fromNpm],
  ['apt-get', fromDebian],
  [
    'Playwright’s download',
    () => ran(process.execPath, [path.join(ROOT, 'node_modules/@playwright/test/cli.js'), 'install', 'chromium'], ROOT),
  ],
];

/**
 * It is made for functions in a cloud: told that it is in one, it unpacks the system's libraries and fonts that a bare
 * machine lacks too.
 */
function fromNpm(): boolean {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  rmSync(NPM_BROWSER, { recursive: true, force: true });
  const unpacked = path.join(NPM_BROWSER, 'unpacked');
  mkdirSync(unpacked, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(path.join(PACKAGE, name), path.join(NPM_BROWSER, name));
  copyFileSync(path.join(ROOT, '.npmrc'), path.join(NPM_BROWSER, '.npmrc'));
  if (!ran('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], NPM_BROWSER)) return false;
  const unpack = "import('@sparticuz/chromium').then((found) => found.default.executablePath())";
  if (
    !ran(process.execPath, ['-e', unpack], NPM_BROWSER, {
      TMPDIR: unpacked,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x',
    })
  )
    return false;
  // The package's own list of fonts names folders of a function in a cloud.
  const folders = [path.join(unpacked, 'fonts'), '/usr/share/fonts', '/usr/local/share/fonts'].map(
    (folder) => `<dir>${folder.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</dir>`,
  );
  writeFileSync(
    path.join(NPM_BROWSER, 'fonts.conf'),
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>${folders.join('')}<cachedir ` +
      `prefix="xdg">fontconfig</cachedir></fontconfig>\n`,
  );
  const lines = [
    '#!/bin/sh',
    `here='${unpacked.replaceAll("'", "'\\''")}'`,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own.
    'export LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" ' +
      'FONTCONFIG_FILE="$here/../fonts.conf"',
    'exec "$here/chromium" --no-sandbox "$@"',
  ];
  writeFileSync(`${NPM_CHROMIUM}.new`, `${lines.join('\n')}\n`);
  chmodSync(`${NPM_CHROMIUM}.new`, 0o755);
  renameSync(`${NPM_CHROMIUM}.new`, NPM_CHROMIUM);
  return ran(NPM_CHROMIUM, ['--version'], NPM_BROWSER);
}

function fromDebian(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  const install = (name: string) =>
    ran('apt-get', ['install', '-y', '-qq', '--no-install-recommends', name, 'fonts-liberation'], ROOT, {
      DEBIAN_FRONTEND: 'noninteractive',
    });
  ran('apt-get', ['update', '-qq'], ROOT);
  return install('chromium-headless-shell') || install('chromium');
}

function ran(
  program: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): boolean {
  return (
    spawnSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, ...env } })
      .status === 0
  );
}
