import { z } from 'zod';
import { ROLES } from '../../kernel/permission/role.ts';
import { keysOf } from '../../kernel/record.ts';
import {
  databaseProblem,
  mailServerProblem,
  portProblem,
  rolesProblem,
  siteProblem,
  webProblem,
} from './setting-problems.ts';

/**
 * What is said of a variable: by `dateline doctor`, the README and .env.example; `remedy` where a value cannot be used.
 */
export type SettingWords = { says: string; otherwise: string; remedy: string; secret?: true };

const table = new Map<z.ZodType, SettingWords>();

function row<Shape extends z.ZodType>(shape: Shape, said: SettingWords): z.ZodOptional<Shape> {
  const optional = shape.optional();
  table.set(optional, said);
  return optional;
}

/** A text about which `problemOf` has nothing to say. */
const checked = (problemOf: (text: string) => string | undefined) =>
  z.string().superRefine((text, context) => {
    const problem = problemOf(text);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });
const oneOf = <const Values extends readonly string[]>(values: Values, error: string) => z.enum(values, { error });
const matching = (form: RegExp, error: string) => z.string().regex(form, { error });

const ROLES_REMEDY = `Write it as name=role,other name=role with the roles ${ROLES.join(', ')}, or leave it out.`;
const NO_SIGN_IN = 'no such sign-in';
const LEAVE_OUT = 'Correct it, or leave it out.';
const ONLY_INVITED = 'only people whom an admin made or invited get in';

/** Every variable that Dateline reads, once. An empty value counts as not set. */
export const SETTINGS = z.object({
  DATABASE_URL: row(checked(databaseProblem), {
    says: 'The PostgreSQL server to use, version 14 or newer: postgresql://user:password@host:5432/database',
    otherwise: 'an embedded PostgreSQL, kept in DATELINE_HOME',
    remedy:
      'Write it as postgresql://user:password@host:5432/database; in the password, / is %2F, # is %23, ? is %3F, @ ' +
      'is %40, : is %3A and % is %25. Or leave it out to use the embedded PostgreSQL.',
    secret: true,
  }),
  DATELINE_HOME: row(z.string(), {
    says:
      'The folder for this installation’s own files: the embedded database, its passwords, the session secret, ' +
      'builds',
    otherwise: '.dateline',
    remedy: LEAVE_OUT,
  }),
  DATELINE_ENV_FILE: row(z.string(), {
    says: 'A file of NAME=value lines with these settings; variables of the environment take precedence',
    otherwise: '.env in the folder of the clone, if there is one',
    remedy: 'Set it to a file that this user can read, or leave it out.',
  }),
  PORT: row(checked(portProblem).transform(Number), {
    says: 'The port that the app listens on',
    otherwise: '3000',
    remedy: 'Set it to a free port, or leave it out for 3000.',
  }),
  HOST: row(matching(/^[A-Za-z0-9.:_-]+$/, 'is not an address to listen on.'), {
    says:
      'The address that the app listens on; 0.0.0.0 opens it to the network (then set NEXTAUTH_URL too, and ' +
      'put HTTPS in front)',
    otherwise: '127.0.0.1, this machine only',
    remedy: 'Set it to 127.0.0.1 for this machine only, to 0.0.0.0 for every network, or leave it out.',
  }),
  NEXTAUTH_URL: row(checked(siteProblem), {
    says: 'The address at which people reach the app: its own host, without a path',
    otherwise: 'http://localhost:PORT',
    remedy:
      'Write the address that people open, such as https://dateline.example.org, or leave it out on a machine of ' +
      'your own.',
  }),
  NEXTAUTH_SECRET: row(z.string().min(16, { error: 'is shorter than 16 characters.' }), {
    says: 'The key that signs sessions, at least 16 characters; the same on every instance of one archive',
    otherwise: 'created on the first start and kept in DATELINE_HOME',
    remedy: 'Use a longer one (openssl rand -base64 32), or leave it out: one is created and kept.',
    secret: true,
  }),
  SESSION_IDLE_HOURS: row(
    matching(/^(?:[1-9]\d?|[12]\d\d|3[0-2]\d|33[0-6])$/, 'is not a number of hours from 1 to 336.'),
    {
      says: 'Hours without a request after which a session ends; every session ends two weeks after sign-in',
      otherwise: '24',
      remedy: 'Set it to a whole number of hours, or leave it out for 24.',
    },
  ),
  TRUST_PROXY: row(matching(/^\d$/, 'is not a number of proxies from 0 to 9.'), {
    says: 'The number of proxies in front of the app, to read the client address from X-Forwarded-For',
    otherwise: '0: the address of the connection is used',
    remedy: 'Set it to the number of your proxies in front of the app, or leave it out.',
  }),
  LOG_LEVEL: row(oneOf(['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'is not a level.'), {
    says: 'How much the app and the worker log: silent, error, warn, info or debug',
    otherwise: 'info',
    remedy: 'Use silent, error, warn, info or debug, or leave it out.',
  }),
  OIDC_ISSUER: row(checked(webProblem), {
    says: 'Sign-in with OpenID Connect: the address of the issuer',
    otherwise: NO_SIGN_IN,
    remedy: 'Write the issuer’s address, such as https://login.example.org/realms/news.',
  }),
  OIDC_CLIENT_ID: row(z.string(), { says: 'The client id at that issuer', otherwise: NO_SIGN_IN, remedy: LEAVE_OUT }),
  OIDC_CLIENT_SECRET: row(z.string(), {
    says: 'The client secret at that issuer',
    otherwise: NO_SIGN_IN,
    remedy: LEAVE_OUT,
    secret: true,
  }),
  OIDC_NAME: row(z.string(), {
    says: 'The label of the sign-in button',
    otherwise: 'Single sign-on',
    remedy: LEAVE_OUT,
  }),
  OIDC_SCOPE: row(matching(/^openid( [\w.:/-]+)*$/, 'is not a list of scopes that begins with openid.'), {
    says: 'The scopes requested from the issuer; some send groups only on request',
    otherwise: 'openid email profile',
    remedy: 'Write it as openid email profile groups, or leave it out.',
  }),
  OIDC_ROLE_CLAIM: row(z.string(), {
    says: 'The claim with a person’s groups; use dots for a nested claim',
    otherwise: 'groups',
    remedy: LEAVE_OUT,
  }),
  OIDC_ROLES: row(checked(rolesProblem('groups')), {
    says:
      'The role of each group: desk=editor,chief editors=reviewer. Members can sign in with that role; the ' +
      'highest counts',
    otherwise: ONLY_INVITED,
    remedy: ROLES_REMEDY,
  }),
  GITHUB_ID: row(z.string(), {
    says: 'Sign-in with GitHub: the client id of the OAuth app',
    otherwise: NO_SIGN_IN,
    remedy: LEAVE_OUT,
  }),
  GITHUB_SECRET: row(z.string(), {
    says: 'The client secret of that app',
    otherwise: NO_SIGN_IN,
    remedy: LEAVE_OUT,
    secret: true,
  }),
  GITHUB_URL: row(checked(webProblem), {
    says: 'Your own GitHub Enterprise Server',
    otherwise: 'https://github.com',
    remedy: 'Set it to the address of your GitHub Enterprise Server, or leave it out for github.com.',
  }),
  GITHUB_ROLES: row(checked(rolesProblem('organisations')), {
    says: 'The role of each organisation: our-desk=editor,our-chiefs=reviewer',
    otherwise: ONLY_INVITED,
    remedy: ROLES_REMEDY,
  }),
  EXPORT_ROOT: row(z.string(), {
    says: 'The folder for export targets that are folders; the same for every worker',
    otherwise: 'trees in DATELINE_HOME',
    remedy: LEAVE_OUT,
  }),
  SMTP_URL: row(checked(mailServerProblem), {
    says:
      'The mail server for notices, invitations and new passwords: smtp://user:password@host:587, or smtps:// ' +
      'for TLS from the start',
    otherwise: 'no mail; failures appear on the desk',
    remedy: 'Write it as smtp://user:password@mail.example.org:587, or leave it out.',
    secret: true,
  }),
  MAIL_FROM: row(matching(/^[^\r\n<>]*(<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/, 'is not a mail address.'), {
    says: 'The sender of that mail: Dateline <dateline@example.org>',
    otherwise: 'no mail',
    remedy: 'Write it as dateline@example.org or Dateline <dateline@example.org>.',
  }),
  WEBHOOK_ALLOW_PRIVATE: row(oneOf(['true', 'false'], 'must be true or false.'), {
    says: 'true lets webhooks reach this machine and private networks',
    otherwise: 'only public addresses are reached',
    remedy: 'Set it to true if webhooks may reach private addresses, or leave it out.',
  }),
  GIT_ALLOW_INNER: row(oneOf(['true', 'false'], 'must be true or false.'), {
    says: 'true lets git targets reach this machine and private networks',
    otherwise: 'only public hosts are reached, and repositories on a disk of this machine',
    remedy: 'Set it to true if git targets may reach private hosts, or leave it out.',
  }),
  DATELINE_CHECK_SOURCES: row(oneOf(['on', 'off'], 'is neither on nor off.'), {
    says: 'off stops the worker from checking source links',
    otherwise: 'on: each is checked from time to time',
    remedy: 'Set it to off to stop checking sources, or leave it out.',
  }),
  DATELINE_SOURCES_REACH_PRIVATE: row(oneOf(['true', 'false'], 'must be true or false.'), {
    says: 'true lets those checks reach this machine and private networks',
    otherwise: 'only public addresses are reached',
    remedy: 'Set it to true if source checks may reach private addresses, or leave it out.',
  }),
  DATELINE_DIST: row(z.string(), {
    says: 'A finished build to serve as it is',
    otherwise: 'a build of these sources, created if missing',
    remedy: LEAVE_OUT,
  }),
  DATELINE_DEBUG: row(z.string(), {
    says: 'Any value makes a failed command print where it failed',
    otherwise: 'the message only',
    remedy: LEAVE_OUT,
  }),
});

export type SettingName = keyof typeof SETTINGS.shape;

/** The table by its names. */
export const VARIABLES: readonly ({ name: SettingName } & SettingWords)[] = keysOf(SETTINGS.shape).flatMap((name) => {
  const said = table.get(SETTINGS.shape[name]);
  return said ? [{ name, ...said }] : [];
});

/** A way of signing in, and mail, need all of their variables or none of them. */
export const TOGETHER = [
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['GITHUB_ID', 'GITHUB_SECRET'],
  ['SMTP_URL', 'MAIL_FROM'],
] as const;
