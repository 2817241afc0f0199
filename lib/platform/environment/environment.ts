import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import { messageOf } from '../../kernel/error-facts.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { inHome } from './home.ts';
import { SETTINGS, type SettingName, TOGETHER, VARIABLES } from './settings.ts';

/** What is wrong with one variable, and what to do about it. */
export type EnvironmentProblem = { name: string; problem: string; remedy: string };

/** Bundled into the app, a file has no folder of its own; the app runs in the project's. */
const ROOT = import.meta.dirname ? path.resolve(import.meta.dirname, '../../..') : process.cwd();
const file = settingsFile();

/**
 * The variables of this process, with those that the file of settings adds. This module alone reads them: the app, the
 * worker and the commands see the same.
 */
export function variables(): NodeJS.ProcessEnv {
  return process.env;
}

/** One setting as it was given; undefined where it is empty or not set. */
export function setting(name: SettingName): string | undefined {
  return process.env[name] || undefined;
}

/** Names in the file of settings that are no settings of ours: maybe mistyped. */
export function unknownSettings(): string[] {
  return Object.keys(file.values).filter((name) => !(name in SETTINGS.shape));
}

/** The file of settings, where one was read. */
export function settingsFileRead(): string | undefined {
  return file.read ? file.place : undefined;
}

/** Set by `npm run dev` for its processes: mail is printed. It counts in development only. */
export const PRINT_MAIL = 'DATELINE_PRINT_MAIL';
/** What takes the place of a mail server where mail is printed. */
export const TERMINAL = 'terminal:';

export type Environment = {
  databaseUrl: string | undefined;
  home: string;
  port: number;
  host: string;
  url: string;
  secret: string | undefined;
  proxies: number | undefined;
  signIn: { oidc: boolean; github: boolean };
  exportRoot: string;
  mail: { server: string; from: string } | undefined;
  webhooksReachPrivate: boolean;
  checkSources: boolean;
  sourcesReachPrivate: boolean;
};

/** Reads and checks the variables; every problem is named at once. */
export function readEnvironment(given: NodeJS.ProcessEnv = process.env): Result<Environment, EnvironmentProblem[]> {
  const set = Object.fromEntries(VARIABLES.flatMap(({ name }) => (given[name] ? [[name, given[name]]] : [])));
  const read = SETTINGS.safeParse(set);
  const problems = [
    ...(file.problem ? [file.problem] : []),
    ...(read.success ? [] : wrongValues(read.error)),
    ...halfConfigured(set),
  ];
  if (!read.success || problems.length) return fail(problems);
  const {
    DATABASE_URL,
    PORT = 3000,
    HOST = '127.0.0.1',
    NEXTAUTH_URL,
    NEXTAUTH_SECRET,
    TRUST_PROXY,
    SMTP_URL,
    MAIL_FROM,
    WEBHOOK_ALLOW_PRIVATE,
  } = read.data;
  const { DATELINE_CHECK_SOURCES, DATELINE_SOURCES_REACH_PRIVATE } = read.data;
  return ok({
    databaseUrl: DATABASE_URL,
    home: homeFolder(given),
    port: PORT,
    host: HOST,
    url: (NEXTAUTH_URL ?? `http://localhost:${PORT}`).replace(/\/$/, ''),
    secret: NEXTAUTH_SECRET,
    proxies: TRUST_PROXY === undefined ? undefined : Number(TRUST_PROXY),
    signIn: { oidc: 'OIDC_ISSUER' in set, github: 'GITHUB_ID' in set },
    exportRoot: exportRoot(given),
    mail: mailOf(given, SMTP_URL, MAIL_FROM),
    webhooksReachPrivate: WEBHOOK_ALLOW_PRIVATE === 'true',
    checkSources: DATELINE_CHECK_SOURCES !== 'off',
    sourcesReachPrivate: DATELINE_SOURCES_REACH_PRIVATE === 'true',
  });
}

/**
 * The server that takes mail. While somebody develops Dateline there is none: mail is printed, and nothing is sent.
 * SMTP_URL cannot name the terminal, so no other site prints the links that let people in.
 */
function mailOf(given: NodeJS.ProcessEnv, server: string | undefined, from: string | undefined): Environment['mail'] {
  if (given['NODE_ENV'] === 'development' && given[PRINT_MAIL])
    return { server: TERMINAL, from: from ?? 'Dateline <dateline@localhost>' };
  return server && from ? { server, from } : undefined;
}

/** The folder for everything that this installation keeps on its own disk: `DATELINE_HOME`, or `.dateline`. */
export function homeFolder(given: NodeJS.ProcessEnv = process.env): string {
  return path.resolve(/* turbopackIgnore: true */ given['DATELINE_HOME'] || '.dateline');
}

/** The folder that holds the folders of targets: `EXPORT_ROOT`, or `trees` in the home folder. */
export function exportRoot(given: NodeJS.ProcessEnv = process.env): string {
  return given['EXPORT_ROOT'] ? path.resolve(given['EXPORT_ROOT']) : inHome(homeFolder(given), 'trees');
}

type SettingsFile = {
  place: string;
  read: boolean;
  values: Record<string, string | undefined>;
  problem?: EnvironmentProblem;
};

/** Reads the file of settings once, as this module is loaded. What the environment sets itself stays. */
function settingsFile(): SettingsFile {
  const named = process.env['DATELINE_ENV_FILE'];
  const place = named ? path.resolve(named) : path.join(ROOT, '.env');
  if (!named && !existsSync(place)) return { place, read: false, values: {} };
  try {
    const values = parseEnv(readFileSync(place, 'utf8'));
    for (const [name, value] of Object.entries(values)) if (!process.env[name]) process.env[name] = value;
    return { place, read: true, values };
  } catch (error) {
    const problem = {
      name: named ? 'DATELINE_ENV_FILE' : '.env',
      problem: `cannot be read: ${messageOf(error)}`,
      remedy: `Let this user read ${place}, or remove it.`,
    };
    return { place, read: false, values: {}, problem };
  }
}

function wrongValues(error: z.ZodError): EnvironmentProblem[] {
  const first = new Map(error.issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]));
  return VARIABLES.flatMap(({ name, remedy }) => {
    const problem = first.get(name);
    return problem === undefined ? [] : [{ name, problem, remedy }];
  });
}

function halfConfigured(given: Record<string, unknown>): EnvironmentProblem[] {
  return TOGETHER.flatMap((group) => {
    const set = group.filter((name) => name in given);
    if (!set.length || set.length === group.length) return [];
    const absent = group.filter((name) => !(name in given));
    return absent.map((name) => ({
      name,
      problem: `is not set, but ${set.join(' and ')} ${set.length === 1 ? 'is' : 'are'}.`,
      remedy: `Set ${group.join(', ')} together, or none of them.`,
    }));
  });
}
