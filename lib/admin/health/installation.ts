import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../../kernel/error-facts.ts';
import { isHttps } from '../../kernel/is-https.ts';
import type { Store } from '../../platform/database/database.ts';
import { embeddedStatus } from '../../platform/embedded/embedded-status.ts';
import {
  type Environment,
  readEnvironment,
  setting,
  settingsFileRead,
  unknownSettings,
} from '../../platform/environment/environment.ts';
import { Missing } from '../../platform/environment/missing.ts';
import { type SettingName, VARIABLES } from '../../platform/environment/settings.ts';
import { databaseState, foreignProblem } from '../../platform/migrations/migration-state.ts';
import type { HealthFinding } from './finding.ts';
import { workFindings } from './work-findings.ts';

/** What a home keeps for its owner alone. */
const SECRET_FILES = ['session-secret', 'postgres-password', 'postgres-app-password'];
const SMALL_DISK_BYTES = 1_000_000_000;

/** What is configured. Secrets are named, never shown. */
export function settingFindings(): HealthFinding[] {
  const read = readEnvironment();
  const values = VARIABLES.map(({ name, otherwise, secret }): HealthFinding => {
    const value = setting(name);
    return { about: name, state: 'ok', says: value ? (secret ? 'set' : value) : `not set (${otherwise})` };
  });
  const unknown = unknownSettings().map(
    (name): HealthFinding => ({
      about: name,
      state: 'note',
      says: `is in ${settingsFileRead()}, but is not a Dateline setting.`,
    }),
  );
  values.push(...unknown);
  return read.ok
    ? values
    : [
        ...values,
        ...read.error.map(
          ({ name, problem, remedy }): HealthFinding => ({ about: name, state: 'wrong', says: problem, remedy }),
        ),
      ];
}

/** What an installation needs: its home, its exports, its database, its secrets, and how it is reached. */
export async function groundFindings(environment: Environment): Promise<HealthFinding[]> {
  const { home, databaseUrl, exportRoot, host, url } = environment;
  return [
    folderFinding('Home', home, 'DATELINE_HOME'),
    ...(isWithin(exportRoot, home) ? [] : [folderFinding('Exports', exportRoot, 'EXPORT_ROOT')]),
    await databaseFinding(home, databaseUrl),
    ...secretFindings(home),
    ...openFinding(host, url),
    ...proxyFindings(environment),
  ];
}

/** Everything that a running app can say about itself, for the page of its health. */
export async function examineInstallation(store: Store): Promise<HealthFinding[]> {
  const read = readEnvironment();
  if (!read.ok) return settingFindings();
  const { home, exportRoot, mail } = read.value;
  return [
    ...(await groundFindings({ ...read.value, databaseUrl: store.url })),
    ...(await workFindings(store)),
    diskFinding('Disk', home),
    ...(isWithin(exportRoot, home) ? [] : [diskFinding('Disk of exports', exportRoot)]),
    mail
      ? { about: 'Mail', state: 'ok', says: `sent as ${mail.from}` }
      : { about: 'Mail', state: 'note', says: 'not set up; share links yourself; notices appear in the app' },
    ...settingFindings(),
  ];
}

function isWithin(folder: string, home: string): boolean {
  return `${path.resolve(folder)}${path.sep}`.startsWith(`${path.resolve(home)}${path.sep}`);
}

/** A folder that is missing is made on first use, where the nearest one above it may be written. */
function folderFinding(about: string, folder: string, variable: SettingName): HealthFinding {
  let place = path.resolve(folder);
  while (!existsSync(place) && place !== path.dirname(place)) place = path.dirname(place);
  try {
    accessSync(place, constants.W_OK);
    return { about, state: 'ok', says: existsSync(folder) ? folder : `${folder}, created on first use` };
  } catch {
    return {
      about,
      state: 'wrong',
      says: `${place} cannot be written.`,
      remedy: `Set ${variable} to a folder of your own.`,
    };
  }
}

/** Files that hold secrets, where every user of this machine may read them. */
function secretFindings(home: string): HealthFinding[] {
  const files = [
    settingsFileRead(),
    ...SECRET_FILES.map((name) => path.join(/* turbopackIgnore: true */ home, name)),
  ].filter((file) => file !== undefined);
  const open = files.filter(
    (file) => existsSync(file) && (statSync(file).mode & 0o004) !== 0 && process.platform !== 'win32',
  );
  return open.map(
    (file): HealthFinding => ({
      about: 'Secrets',
      state: 'wrong',
      says: `${file} can be read by every user of this machine.`,
      remedy: `Run: chmod 600 '${file}'`,
    }),
  );
}

/**
 * The app itself speaks plain HTTP: where people open https:// there is a proxy, and without its word all of them seem
 * to be one address.
 */
export function proxyFindings({ host, url, proxies }: Environment): HealthFinding[] {
  if (isHttps(url) && proxies === undefined)
    return [
      {
        about: 'Proxy',
        state: 'wrong',
        says:
          `people open ${url} through a proxy, but TRUST_PROXY is not set: one person’s wrong passwords lock ` +
          'out everybody.',
        remedy:
          'Set TRUST_PROXY to the number of proxies that add to X-Forwarded-For (usually 1), or to 0 if none does.',
      },
    ];
  if (proxies && ['0.0.0.0', '::'].includes(host))
    return [
      {
        about: 'Proxy',
        state: 'note',
        says:
          `TRUST_PROXY is ${proxies}, and the app listens on ${host}: anyone who bypasses the proxy can claim ` +
          'any address.',
        remedy: 'Set HOST to an address that only the proxy can reach.',
      },
    ];
  return [];
}

async function databaseFinding(home: string, databaseUrl: string | undefined): Promise<HealthFinding> {
  const embedded = databaseUrl ? undefined : await embeddedStatus(home);
  if (embedded && !embedded.running)
    return {
      about: 'Database',
      state: 'note',
      says: 'the embedded PostgreSQL is not running; it starts when needed',
    };
  try {
    const state = await databaseState(databaseUrl ?? (embedded as { url: string }).url);
    const { server, pending } = state;
    const foreign = foreignProblem(state);
    if (foreign)
      return { about: 'Database', state: 'wrong', says: foreign.problem, remedy: foreign.remedy, unusable: true };
    if (pending.length)
      return {
        about: 'Database',
        state: 'wrong',
        says: `PostgreSQL ${server} lacks ${pending.length} migrations.`,
        remedy: 'Run: npm run dateline -- db migrate',
      };
    if (databaseUrl && state.superuser)
      return {
        about: 'Database',
        state: 'note',
        says:
          `PostgreSQL ${server}, ${new URL(databaseUrl).host}, up to date; its role is a superuser, who can ` +
          'change the audit log.',
        remedy: 'Use a separate role that owns the database and is not a superuser.',
      };
    return {
      about: 'Database',
      state: 'ok',
      says: `PostgreSQL ${server}, ${databaseUrl ? new URL(databaseUrl).host : 'embedded'}, up to date`,
    };
  } catch (error) {
    if (error instanceof Missing)
      return { about: 'Database', state: 'wrong', says: error.message, remedy: error.remedy };
    return {
      about: 'Database',
      state: 'wrong',
      says: messageOf(error),
      remedy: 'Check that the user of DATABASE_URL may read its own database.',
    };
  }
}

function openFinding(host: string, url: string): HealthFinding[] {
  if (['127.0.0.1', 'localhost', '::1'].includes(host) || isHttps(url)) return [];
  return [
    {
      about: 'Network',
      state: 'wrong',
      says: `the app listens on ${host}, and its address ${url} is not encrypted.`,
      remedy: 'Put HTTPS in front and set NEXTAUTH_URL to that https:// address.',
    },
  ];
}

function diskFinding(about: string, folder: string): HealthFinding {
  try {
    const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : path.dirname(folder));
    const free = bavail * bsize;
    const says = `${(free / 1e9).toFixed(1)} GB free at ${folder}`;
    return free < SMALL_DISK_BYTES
      ? { about, state: 'wrong', says, remedy: 'Free up space for exports and the database.' }
      : { about, state: 'ok', says };
  } catch {
    return { about, state: 'note', says: `${folder} cannot be read` };
  }
}
