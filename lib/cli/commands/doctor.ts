import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { embeddedStatus } from '../../store/embedded.ts';
import { readEnvironment, VARIABLES } from '../../store/environment.ts';
import { databaseState } from '../../store/migration-state.ts';
import { Missing } from '../../store/missing.ts';
import { STATUS } from '../exit-status.ts';
import { say, sayJson } from '../output.ts';
import { isHealthy, readRun } from '../start/run-record.ts';

/** One thing that was looked at: fine, worth knowing, or wrong with what to do. */
type Finding = { about: string; state: 'ok' | 'note' | 'wrong'; says: string; remedy?: string };

/** `dateline doctor`: what is configured, reachable and wrong, and how to mend it. Changes nothing. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('say what is configured, what is reachable, what is wrong and how to mend it')
    .option('--json', 'print the findings as JSON')
    .action(async ({ json }: { json?: true }) => {
      process.exitCode = await examine(json);
    });
}

const MARKS = { ok: 'ok   ', note: 'note ', wrong: 'WRONG' } as const;

async function examine(json: true | undefined): Promise<number> {
  const read = readEnvironment();
  const findings = [nodeFinding(), ...settings()];
  if (!read.ok) findings.push(...read.problem.map(({ name, problem, remedy }): Finding => ({ about: name, state: 'wrong', says: problem, remedy })));
  else {
    const { home, databaseUrl, host, url } = read.value;
    findings.push(homeFinding(home), await databaseFinding(home, databaseUrl), await appFinding(home), ...openFinding(host, url));
  }
  const wrong = findings.some((finding) => finding.state === 'wrong');
  if (json) sayJson({ ok: !wrong, findings });
  else for (const { about, state, says, remedy } of findings) say(`${MARKS[state]}  ${about}: ${says}${remedy ? `\n       ${remedy}` : ''}`);
  return wrong ? STATUS.findings : STATUS.done;
}

function nodeFinding(): Finding {
  return { about: 'Node', state: 'ok', says: `${process.version}, the project’s own` };
}

/** Secrets are named, never shown. */
function settings(): Finding[] {
  return VARIABLES.map(({ name, otherwise, secret }) => {
    const value = process.env[name];
    return { about: name, state: 'ok', says: value ? (secret ? 'set' : value) : `not set (${otherwise})` };
  });
}

function homeFinding(home: string): Finding {
  const place = existsSync(home) ? home : path.dirname(home);
  try {
    accessSync(place, constants.W_OK);
    return { about: 'Home', state: 'ok', says: existsSync(home) ? home : `${home}, made on the first start` };
  } catch {
    return { about: 'Home', state: 'wrong', says: `${place} cannot be written.`, remedy: 'Set DATELINE_HOME to a folder of your own.' };
  }
}

async function databaseFinding(home: string, databaseUrl: string | undefined): Promise<Finding> {
  const embedded = databaseUrl ? undefined : await embeddedStatus(home);
  if (embedded && !embedded.running) return { about: 'Database', state: 'note', says: 'the embedded PostgreSQL does not run; it starts when something needs it' };
  try {
    const { server, pending } = await databaseState(databaseUrl ?? (embedded as { url: string }).url);
    if (pending.length)
      return { about: 'Database', state: 'wrong', says: `PostgreSQL ${server} lacks ${pending.length} migrations.`, remedy: 'Run: npm run dateline -- db migrate' };
    return { about: 'Database', state: 'ok', says: `PostgreSQL ${server}, ${databaseUrl ? new URL(databaseUrl).host : 'embedded'}, up to date` };
  } catch (error) {
    if (error instanceof Missing) return { about: 'Database', state: 'wrong', says: error.message, remedy: error.remedy };
    return { about: 'Database', state: 'wrong', says: (error as Error).message, remedy: 'Check that the user of DATABASE_URL may read its own database.' };
  }
}

async function appFinding(home: string): Promise<Finding> {
  const record = readRun(home);
  if (!record) return { about: 'App', state: 'note', says: 'does not run from this home; npm start starts it' };
  if (await isHealthy(record)) return { about: 'App', state: 'ok', says: `answers at ${record.url}` };
  return {
    about: 'App',
    state: 'wrong',
    says: `process ${record.pid} runs but does not answer at ${record.url}.`,
    remedy: 'It may still be starting. Otherwise end it and run npm start again.',
  };
}

function openFinding(host: string, url: string): Finding[] {
  if (['127.0.0.1', 'localhost', '::1'].includes(host)) return [];
  if (url.startsWith('https://')) return [];
  return [
    {
      about: 'Network',
      state: 'wrong',
      says: `the app listens on ${host}, and its address ${url} is not encrypted.`,
      remedy: 'Put HTTPS in front and set NEXTAUTH_URL to that https:// address.',
    },
  ];
}
