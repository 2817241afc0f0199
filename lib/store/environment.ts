import path from 'node:path';
import { z } from 'zod';
import { readRoles } from '../domain/permission/outside-roles.ts';
import { ROLES } from '../domain/permission/role.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { homeFolder, inHome } from './home.ts';

/** One row of the table of environment variables, as `dateline doctor` and the README show it. */
export type Variable = { name: string; says: string; otherwise: string; secret?: true };

/** Every variable that Dateline reads. An empty value counts as not set. */
export const VARIABLES: readonly Variable[] = [
  {
    name: 'DATABASE_URL',
    says: 'The PostgreSQL server to use, version 14 or newer: postgresql://user:password@host:5432/database',
    otherwise: 'an embedded PostgreSQL, kept in DATELINE_HOME',
    secret: true,
  },
  { name: 'DATELINE_HOME', says: 'The folder for what this installation keeps on its own disk: the embedded database, its password, the session secret', otherwise: '.dateline' },
  { name: 'PORT', says: 'The port that the app listens on', otherwise: '3000' },
  {
    name: 'HOST',
    says: 'The address that the app listens on; 0.0.0.0 opens it to the network (then set NEXTAUTH_URL too, and put HTTPS in front)',
    otherwise: '127.0.0.1, this machine only',
  },
  { name: 'NEXTAUTH_URL', says: 'The address at which people reach the app', otherwise: 'http://localhost:PORT' },
  {
    name: 'NEXTAUTH_SECRET',
    says: 'What sessions are signed with, at least 16 characters; the same on every instance of one archive',
    otherwise: 'made on the first start and kept in DATELINE_HOME',
    secret: true,
  },
  { name: 'TRUST_PROXY', says: 'How many proxies stand in front, so that X-Forwarded-For tells where a request came from', otherwise: '0: the address of the connection counts' },
  { name: 'LOG_LEVEL', says: 'How much is logged: silent, error, warn, info or debug', otherwise: 'info' },
  { name: 'OIDC_ISSUER', says: 'Sign-in with OpenID Connect: the address of the issuer', otherwise: 'no such sign-in' },
  { name: 'OIDC_CLIENT_ID', says: 'The client id at that issuer', otherwise: 'no such sign-in' },
  { name: 'OIDC_CLIENT_SECRET', says: 'The client secret at that issuer', otherwise: 'no such sign-in', secret: true },
  { name: 'OIDC_NAME', says: 'How that sign-in is called on the button', otherwise: 'Single sign-on' },
  { name: 'OIDC_SCOPE', says: 'What is asked of the issuer; some tell groups only when asked for them', otherwise: 'openid email profile' },
  { name: 'OIDC_ROLE_CLAIM', says: 'The claim of the ID token that holds a person’s groups; a path with dots reaches into one', otherwise: 'groups' },
  {
    name: 'OIDC_ROLES',
    says: 'Which groups give which role: desk=editor,chief editors=reviewer. Whoever has one gets in and has it; the highest counts',
    otherwise: 'only people whom an admin made or invited get in',
  },
  { name: 'GITHUB_ID', says: 'Sign-in with GitHub: the client id of the OAuth app', otherwise: 'no such sign-in' },
  { name: 'GITHUB_SECRET', says: 'The client secret of that app', otherwise: 'no such sign-in', secret: true },
  { name: 'GITHUB_URL', says: 'A GitHub Enterprise Server of your own', otherwise: 'https://github.com' },
  { name: 'GITHUB_ROLES', says: 'Which organisations give which role: our-desk=editor,our-chiefs=reviewer', otherwise: 'only people whom an admin made or invited get in' },
  { name: 'EXPORT_ROOT', says: 'The folder that holds the folders of export targets; the same one for every worker', otherwise: 'trees in DATELINE_HOME' },
  {
    name: 'SMTP_URL',
    says: 'The mail server for notices, invitations and new passwords: smtp://user:password@host:587, or smtps:// for TLS from the start',
    otherwise: 'no mail; failures stand on the desk',
    secret: true,
  },
  { name: 'MAIL_FROM', says: 'Whom that mail comes from: Dateline <dateline@example.org>', otherwise: 'no mail' },
  { name: 'WEBHOOK_ALLOW_PRIVATE', says: 'true lets webhooks reach addresses of this machine and of inner networks', otherwise: 'only public addresses are reached' },
  { name: 'DATELINE_CHECK_SOURCES', says: 'off lets the worker ask no address of a source whether it is still there', otherwise: 'on: each is asked now and then' },
  { name: 'DATELINE_SOURCES_REACH_PRIVATE', says: 'true lets those checks reach addresses of this machine and of inner networks', otherwise: 'only public addresses are reached' },
];

export type Environment = {
  databaseUrl: string | undefined;
  home: string;
  port: number;
  host: string;
  url: string;
  secret: string | undefined;
  signIn: { oidc: boolean; github: boolean };
  exportRoot: string;
  mail: { server: string; from: string } | undefined;
  webhooksReachPrivate: boolean;
  checkSources: boolean;
  sourcesReachPrivate: boolean;
};

/** What is wrong with one variable, and what to do about it. */
export type EnvironmentProblem = { name: string; problem: string; remedy: string };

const ROLES_HELP = `Write it as name=role,other name=role with the roles ${ROLES.join(', ')}, or leave it out.`;
const PORT_HELP = 'has to be a whole number from 1 to 65535.';
const address = (schemes: readonly string[]) => z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol));

const rolesByGroup = z.string().refine((text) => readRoles(text) !== undefined);

const shape = z.object({
  DATABASE_URL: address(['postgres:', 'postgresql:'])
    .refine((text) => new URL(text).pathname.length > 1, { error: 'names no database.' })
    .optional(),
  DATELINE_HOME: z.string().optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/)
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535)
    .optional(),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/)
    .optional(),
  NEXTAUTH_URL: address(['http:', 'https:']).optional(),
  NEXTAUTH_SECRET: z.string().min(16).optional(),
  TRUST_PROXY: z.string().regex(/^\d$/).optional(),
  LOG_LEVEL: z.enum(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace']).optional(),
  OIDC_NAME: z.string().optional(),
  OIDC_ISSUER: address(['http:', 'https:']).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPE: z
    .string()
    .regex(/^openid( [\w.:/-]+)*$/)
    .optional(),
  OIDC_ROLE_CLAIM: z.string().optional(),
  OIDC_ROLES: rolesByGroup.optional(),
  GITHUB_URL: address(['http:', 'https:']).optional(),
  GITHUB_ROLES: rolesByGroup.optional(),
  GITHUB_ID: z.string().optional(),
  GITHUB_SECRET: z.string().optional(),
  EXPORT_ROOT: z.string().optional(),
  SMTP_URL: address(['smtp:', 'smtps:']).optional(),
  MAIL_FROM: z
    .string()
    .regex(/^[^\r\n<>]*(<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/)
    .optional(),
  WEBHOOK_ALLOW_PRIVATE: z.enum(['true', 'false']).optional(),
  DATELINE_CHECK_SOURCES: z.enum(['on', 'off']).optional(),
  DATELINE_SOURCES_REACH_PRIVATE: z.enum(['true', 'false']).optional(),
});

const PROBLEMS: Readonly<Record<string, { problem: string; remedy: string }>> = {
  DATABASE_URL: {
    problem: 'is not the address of a PostgreSQL database.',
    remedy: 'Write it as postgresql://user:password@host:5432/database, or leave it out to use the embedded PostgreSQL.',
  },
  PORT: { problem: PORT_HELP, remedy: 'Set it to a free port, or leave it out for 3000.' },
  HOST: { problem: 'is not an address to listen on.', remedy: 'Set it to 127.0.0.1 for this machine only, to 0.0.0.0 for every network, or leave it out.' },
  NEXTAUTH_URL: { problem: 'is not a web address.', remedy: 'Write the address that people open, such as https://dateline.example.org, or leave it out on a machine of your own.' },
  NEXTAUTH_SECRET: { problem: 'is shorter than 16 characters.', remedy: 'Use a longer one (openssl rand -base64 32), or leave it out: one is made and kept.' },
  TRUST_PROXY: { problem: 'is not a number of proxies from 0 to 9.', remedy: 'Set it to how many proxies of yours stand in front, or leave it out.' },
  LOG_LEVEL: { problem: 'is not a level.', remedy: 'Use silent, error, warn, info or debug, or leave it out.' },
  SMTP_URL: { problem: 'is not the address of a mail server.', remedy: 'Write it as smtp://user:password@mail.example.org:587, or leave it out.' },
  MAIL_FROM: { problem: 'is not a mail address.', remedy: 'Write it as dateline@example.org or Dateline <dateline@example.org>.' },
  WEBHOOK_ALLOW_PRIVATE: { problem: 'is neither true nor false.', remedy: 'Set it to true where webhooks may reach inner addresses, or leave it out.' },
  OIDC_SCOPE: { problem: 'is not a list of scopes that begins with openid.', remedy: 'Write it as openid email profile groups, or leave it out.' },
  OIDC_ROLES: { problem: 'does not say which groups give which role.', remedy: ROLES_HELP },
  GITHUB_ROLES: { problem: 'does not say which organisations give which role.', remedy: ROLES_HELP },
  GITHUB_URL: { problem: 'is not a web address.', remedy: 'Write the address of your GitHub Enterprise Server, or leave it out for github.com.' },
  DATELINE_CHECK_SOURCES: { problem: 'is neither on nor off.', remedy: 'Set it to off where sources are not to be checked, or leave it out.' },
  DATELINE_SOURCES_REACH_PRIVATE: { problem: 'is neither true nor false.', remedy: 'Set it to true where checks of sources may reach inner addresses, or leave it out.' },
  OIDC_ISSUER: { problem: 'is not a web address.', remedy: 'Write the issuer’s address, such as https://login.example.org/realms/news.' },
};

const TOGETHER = [
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['GITHUB_ID', 'GITHUB_SECRET'],
  ['SMTP_URL', 'MAIL_FROM'],
] as const;

/** Reads and checks the variables; every problem is named at once. */
export function readEnvironment(variables: NodeJS.ProcessEnv = process.env): Result<Environment, EnvironmentProblem[]> {
  const given = Object.fromEntries(VARIABLES.flatMap(({ name }) => (variables[name] ? [[name, variables[name]]] : [])));
  const read = shape.safeParse(given);
  const problems = [...(read.success ? [] : wrongValues(read.error)), ...halfConfigured(given)];
  if (!read.success || problems.length) return refuse(problems);
  const { DATABASE_URL, PORT = 3000, HOST = '127.0.0.1', NEXTAUTH_URL, NEXTAUTH_SECRET, SMTP_URL, MAIL_FROM, WEBHOOK_ALLOW_PRIVATE } = read.data;
  const { DATELINE_CHECK_SOURCES, DATELINE_SOURCES_REACH_PRIVATE } = read.data;
  return ok({
    databaseUrl: DATABASE_URL,
    home: homeFolder(variables),
    port: PORT,
    host: HOST,
    url: (NEXTAUTH_URL ?? `http://localhost:${PORT}`).replace(/\/$/, ''),
    secret: NEXTAUTH_SECRET,
    signIn: { oidc: 'OIDC_ISSUER' in given, github: 'GITHUB_ID' in given },
    exportRoot: exportRoot(variables),
    mail: SMTP_URL && MAIL_FROM ? { server: SMTP_URL, from: MAIL_FROM } : undefined,
    webhooksReachPrivate: WEBHOOK_ALLOW_PRIVATE === 'true',
    checkSources: DATELINE_CHECK_SOURCES !== 'off',
    sourcesReachPrivate: DATELINE_SOURCES_REACH_PRIVATE === 'true',
  });
}

/** The folder that holds the folders of targets: `EXPORT_ROOT`, or `trees` in the home folder. */
export function exportRoot(variables: NodeJS.ProcessEnv = process.env): string {
  const given = variables['EXPORT_ROOT'];
  return given ? path.resolve(given) : inHome(homeFolder(variables), 'trees');
}

function wrongValues(error: z.ZodError): EnvironmentProblem[] {
  const names = new Set(error.issues.map((issue) => String(issue.path[0])));
  return [...names].map((name) => ({ name, ...(PROBLEMS[name] ?? { problem: 'has a value that cannot be used.', remedy: 'Correct it, or leave it out.' }) }));
}

/** A way of signing in, and mail, need all of their variables or none of them. */
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
