import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readEnvironment } from '../../../lib/platform/environment/environment.ts';
import { type SettingName, VARIABLES } from '../../../lib/platform/environment/settings.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(path.join(tmpdir(), 'dateline-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const problemsOf = (given: Record<string, string>) => {
  const read = readEnvironment(given as unknown as NodeJS.ProcessEnv);
  return read.ok ? [] : read.error;
};

/** A value that cannot be used, for every variable that has any. */
const WRONG: [SettingName, string][] = [
  ...[
    'foo',
    'postgres:foo',
    'http://h/db',
    'postgresql://h',
    'postgresql://u:a/b@h/db',
    'postgresql://u:12/3@h/db',
    'postgresql://u:a#b@h/db',
    'postgresql://u:1#b@h:5432/db',
    'postgresql://u:a?b@h/db',
    'postgresql://u:1?b@h/db',
    'postgresql://u:a%zz@h/db',
    '/',
  ].map((value): [SettingName, string] => ['DATABASE_URL', value]),
  ...['0', '65536', 'three', '-1', '3000.5'].map((value): [SettingName, string] => ['PORT', value]),
  ['HOST', 'a b'],
  ...['here', 'https://h/cms', 'https://h/?a=b', 'https://h/#a', 'https://u:p@h', 'ftp://h', 'https://h/a/'].map(
    (value): [SettingName, string] => ['NEXTAUTH_URL', value],
  ),
  ['NEXTAUTH_SECRET', 'short'],
  ['TRUST_PROXY', 'yes'],
  ['LOG_LEVEL', 'loud'],
  ['OIDC_ISSUER', 'here'],
  ['OIDC_SCOPE', 'email'],
  ['OIDC_ROLES', 'desk=king'],
  ['GITHUB_URL', 'here'],
  ['GITHUB_ROLES', 'desk'],
  ...['foo', 'http://h', 'smtp:', 'smtp://u:%zz@h'].map((value): [SettingName, string] => ['SMTP_URL', value]),
  ['MAIL_FROM', 'nobody'],
  ['WEBHOOK_ALLOW_PRIVATE', 'yes'],
  ['GIT_ALLOW_INNER', 'yes'],
  ['DATELINE_CHECK_SOURCES', 'no'],
  ['DATELINE_SOURCES_REACH_PRIVATE', '1'],
];

test.each(WRONG)('%s=%s is named, with what is wrong and what to do', (name, value) => {
  const problem = problemsOf({ [name]: value }).find((one) => one.name === name);
  expect(problem?.problem).toMatch(/^(is|has|contains|must|does) .+\.$/);
  expect(problem?.remedy).toMatch(/^(Write|Set|Use) .+\.$/);
});

test.each([
  ['DATABASE_URL', 'postgresql://u:a%2Fb%23c%3Fd%40e@h:5432/db?sslmode=require'],
  ['DATABASE_URL', 'postgres://u@[::1]/db'],
  ['DATABASE_URL', 'postgresql:///db?host=/run/postgresql'],
  ['NEXTAUTH_URL', 'https://dateline.example.org/'],
  ['NEXTAUTH_URL', 'http://localhost:3000'],
])('%s=%s will do', (name, value) => {
  expect(problemsOf({ [name]: value })).toEqual([]);
});

test('every variable takes an empty value for not set', () => {
  expect(problemsOf(Object.fromEntries(VARIABLES.map(({ name }) => [name, ''])))).toEqual([]);
});

describe('the file of settings', () => {
  const settings = (file: string, env: Record<string, string> = {}) => {
    const program =
      "import('./lib/platform/environment/environment.ts').then((m) => " +
      "console.log(JSON.stringify([m.setting('SMTP_URL'), m.setting('PORT'), m.unknownSettings(), " +
      'm.readEnvironment()])))';
    const given = { PATH: process.env['PATH'] ?? '', DATELINE_ENV_FILE: file, ...env } as unknown as NodeJS.ProcessEnv;
    return JSON.parse(
      execFileSync(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', program], {
        cwd: ROOT,
        env: given,
        encoding: 'utf8',
      }),
    );
  };

  test('is read by any process, after the environment; names that are no settings are known', () => {
    const file = path.join(folder, 'settings');
    writeFileSync(
      file,
      "SMTP_URL='smtp://u:a#b@mail.example.org'\nMAIL_FROM=desk@example.org\nPORT=4000\nEXPORT_ROT=/srv\n",
    );
    expect(settings(file, { PORT: '5000' }).slice(0, 3)).toEqual([
      expect.stringContaining('mail.example.org'),
      '5000',
      ['EXPORT_ROT'],
    ]);
    expect(settings(file, { PORT: '' })[1]).toBe('4000');
  });

  test('that is named and cannot be read is a problem of its own', () => {
    const [, , , read] = settings(path.join(folder, 'nowhere'));
    expect(read).toMatchObject({
      ok: false,
      error: [{ name: 'DATELINE_ENV_FILE', problem: expect.stringContaining('cannot be read') }],
    });
  });
});

describe('where mail goes', () => {
  const mailOf = (given: Record<string, string>) => {
    const read = readEnvironment(given as unknown as NodeJS.ProcessEnv);
    return read.ok ? read.value.mail : undefined;
  };
  const SERVER = { SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'desk@example.org' };

  test('in development it is printed, even where a server is set up', () => {
    const development = { NODE_ENV: 'development', DATELINE_PRINT_MAIL: '1' };
    expect(mailOf({ ...development, ...SERVER })).toEqual({ server: 'terminal:', from: 'desk@example.org' });
    expect(mailOf(development)?.server).toBe('terminal:');
  });

  test.each([{}, { NODE_ENV: 'production' }, { NODE_ENV: 'test' }])('with %j it is never printed', (kind) => {
    const asked = { ...kind, DATELINE_PRINT_MAIL: '1' };
    expect(mailOf(asked)).toBeUndefined();
    expect(mailOf({ ...asked, ...SERVER })).toEqual({ server: SERVER.SMTP_URL, from: SERVER.MAIL_FROM });
    expect(problemsOf({ ...asked, ...SERVER, SMTP_URL: 'terminal:' })).toHaveLength(1);
  });
});
