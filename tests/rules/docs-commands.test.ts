import { existsSync, globSync } from 'node:fs';
import path from 'node:path';
import { type Command, CommanderError } from 'commander';
import { describe, expect, test } from 'vitest';
import { ROUTES } from '../../lib/api/routes.ts';
import { commandLine } from '../../lib/cli/program.ts';
import type { Route } from '../../lib/kernel/contract/route-row.ts';
import { markdownFiles, ROOT, readPage, readText } from '../support/docs.ts';
import { namedFiles } from '../support/named-files.ts';
import { type ShellCommand, shellCommands } from '../support/shell-lines.ts';

const SCRIPTS: Record<string, string> = JSON.parse(readText('package.json')).scripts;
/** Paths with a part that is free come last: `/exports/archive` is no export. */
const ROWS: readonly Route[] = Object.values<Route>(ROUTES).toSorted(
  (one, other) => one.path.split('{').length - other.path.split('{').length,
);

const PAGES = markdownFiles().map((file) => ({ file, ...readPage(readText(file)) }));
const SHOWN = PAGES.flatMap(({ file, blocks, code }) =>
  [
    ...blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => shellCommands(text)),
    ...blocks.filter(({ language }) => language !== 'sh').flatMap(({ text }) => npmLines(text)),
    ...code.filter((one) => /^([A-Z_]+=\S+ )*(npm|npx) (?!run --silent$)\S+/.test(one)).flatMap(shellCommands),
  ].map((words) => ({ file, words })),
);

/** Lines of a CI job or of cron that run npm. */
function npmLines(text: string): ShellCommand[] {
  const lines = text.replaceAll(/run: >-\n\s+(.*)\n\s+(--.*)/g, '$1 $2').split('\n');
  return lines
    .flatMap((line) => /npm run .*/.exec(line)?.[0] ?? [])
    .flatMap((line) => shellCommands(line.replace(/ >> .*/, '')));
}

/** What is wrong with a command; undefined where it could be run as it is. */
async function problemOf(words: ShellCommand): Promise<string | undefined> {
  const [program = '', ...rest] = words;
  if (program === 'npm') return problemOfScript(rest);
  if (program === 'npx') return problemOfTests(rest);
  if (program === 'curl') return problemOfRequest(rest);
  return OTHERS.some((one) => words.join(' ').startsWith(one)) ? undefined : 'is not known to the tests.';
}

/** Programs that are not ours. The check by `jq` is run by tests/boot/verify.test.ts. */
const OTHERS = ['echo ', 'git pull', 'jq -r ', 'sha256sum --check --quiet'];

async function problemOfScript(words: readonly string[]): Promise<string | undefined> {
  const [name = '', ...rest] =
    words[0] === 'run' ? words.slice(1).filter((word, at) => at > 0 || word !== '--silent') : words;
  const given = rest[0] === '--' ? rest.slice(1) : rest;
  if (name === 'ci' || name === 'install') return undefined;
  if (!(name in SCRIPTS)) return `npm has no script ${name}.`;
  if (name === 'dateline') return problemOfDateline(given);
  if (name === 'dev') return problemOfDateline(['dev', ...given]);
  if (name === 'bench')
    return given.find(
      (word) => word.startsWith('--') && !readText('tests/bench/main.ts').includes(`${word.slice(2)}: { type`),
    );
  return name === 'test' ? namedFiles(given, ROOT).unknown[0] : given[0];
}

/** Has the real command line read the arguments, with nothing behind it. */
async function problemOfDateline(words: readonly string[]): Promise<string | undefined> {
  const program = commandLine();
  for (const command of [program, ...below(program)])
    command.exitOverride().configureOutput({ writeOut: () => undefined, writeErr: () => undefined });
  for (const command of below(program)) if (!command.commands.length) command.action(() => undefined);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? undefined : error.message;
  }
}

function below(command: Command): Command[] {
  return command.commands.flatMap((one) => [one as Command, ...below(one as Command)]);
}

function problemOfTests([program, ...rest]: readonly string[]): string | undefined {
  if (program !== 'vitest' && program !== 'playwright') return `${program} is not installed.`;
  const project = rest.indexOf('--project');
  if (project > 0 && !readText('vitest.config.ts').includes(`name: '${rest[project + 1]}'`))
    return `vitest has no project ${rest[project + 1]}.`;
  return rest.filter((word) => word.startsWith('tests/')).find((file) => !existsSync(path.join(ROOT, file)));
}

const WITH_VALUE = ['-H', '-d', '-o', '-X', '--data-binary'];

function problemOfRequest(words: readonly string[]): string | undefined {
  const after = (option: string) => words[words.indexOf(option) + 1];
  const has = (option: string) => words.includes(option);
  const address = words.find(
    (word, at) => word.startsWith('localhost:3000/api/v1/') && !WITH_VALUE.includes(words[at - 1] ?? ''),
  );
  if (!address) return 'asks no address of the API.';
  const url = new URL(`http://${address}`);
  const row = rowOf(
    has('-X') ? after('-X') : has('-d') || has('--data-binary') ? 'POST' : 'GET',
    url.pathname.replace('/api/v1', ''),
  );
  if (!row) return `no route ${url.pathname}.`;
  const query = Object.fromEntries(url.searchParams);
  if (Object.keys(query).length && !row.query?.safeParse(query).success) return `the query of ${address} is refused.`;
  if (has('-d') && !row.body?.safeParse(JSON.parse(after('-d') ?? '')).success)
    return `the body for ${address} is refused.`;
  if (has('--data-binary') && !row.raw?.types.some((type) => words.includes(`Content-Type: ${type}`)))
    return `${address} takes no such file.`;
  return undefined;
}

function rowOf(method: string | undefined, asked: string): Route | undefined {
  return ROWS.find(
    (row) => row.method === method && new RegExp(`^${row.path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(asked),
  );
}

describe('what the docs show can be run', () => {
  test('every command is one that is there, with options and arguments that it takes', async () => {
    const wrong: string[] = [];
    for (const { file, words } of SHOWN) {
      const problem = await problemOf(words);
      if (problem) wrong.push(`${file}: ${words.join(' ')}: ${problem}`);
    }
    expect(SHOWN.length).toBeGreaterThan(60);
    expect(wrong).toEqual([]);
  });

  test('the check itself finds what could not be run', async () => {
    const problems = async (block: string) =>
      (await Promise.all(shellCommands(block).map(problemOf))).map((problem) => problem !== undefined);
    expect(await problems('npm run dateline -- export\nnpm run dateline -- verify # a folder is missing')).toEqual([
      false,
      true,
    ]);
    expect(
      await problems(
        'npm run dateline -- db bakup x\nnpm run dateline -- export x --edition 2019\nnpm run dateline -- verify x ' +
          '--fast',
      ),
    ).toEqual([true, true, true]);
    expect(
      await problems('npm run nothing\nnpx vitest run --project none\nnpx vitest run tests/none.test.ts\nrm -rf x'),
    ).toEqual([true, true, true, true]);
    expect(await problems('curl localhost:3000/api/v1/nothing\ncurl localhost:3000/api/v1/entries?nothing=1')).toEqual([
      true,
      true,
    ]);
    expect(
      await problems(
        `curl localhost:3000/api/v1/exports -d '{"target":"x"}'\necho x | npm run dateline -- user add --email x`,
      ),
    ).toEqual([true, false, true]);
    expect(
      await problems(
        `TOKEN=$(npm run --silent dateline -- token create --nothing)\nA=b npm start && npm run dateline -- run list`,
      ),
    ).toEqual([true, false, false]);
  });

  test('every command and sub-command is in the reference', () => {
    const text = readText('docs/reference/command-line.md');
    for (const command of below(commandLine())) {
      const { parent } = command;
      const name = parent?.parent ? `${parent.name()} ${command.name()}` : command.name();
      expect(text, `Document ${name} in docs/reference/command-line.md`).toMatch(new RegExp(`\\b${name}\\b`));
    }
  });

  test('every address of the API that a page names is a route', () => {
    const routed = PAGES.flatMap(({ file, code }) => code.map((one) => ({ file, one })));
    const named = routed.flatMap(({ file, one }) => {
      const [, method, asked] =
        /^(?:(GET|POST|PATCH|PUT) )?(?:\/api\/v1(?=\/)|(?<=(?:GET|POST|PATCH|PUT) ))(\/\S*)$/.exec(one) ?? [];
      return asked ? [{ file, method, asked }] : [];
    });
    expect(named.length).toBeGreaterThan(8);
    expect(
      named.filter(
        ({ method, asked }) => !ROWS.some((row) => (!method || row.method === method) && rowOf(row.method, asked)),
      ),
    ).toEqual([]);
  });

  test('every test of the project is in a folder that the page about tests names', () => {
    const text = readText('docs/developers/testing.md');
    const folders = new Set(
      globSync('tests/**/*.{test,spec}.ts', { cwd: ROOT }).map((file) => file.split('/').slice(0, 2).join('/')),
    );
    for (const folder of folders) expect(text).toContain(`| \`${folder}\` |`);
  });
});
