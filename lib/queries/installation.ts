import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import type { Store } from '../store/database.ts';
import { embeddedStatus } from '../store/embedded.ts';
import { type Environment, readEnvironment, VARIABLES } from '../store/environment.ts';
import { databaseState } from '../store/migration-state.ts';
import { Missing } from '../store/missing.ts';
import { isUnavailable } from '../store/unavailable.ts';
import { workOf } from '../store/work-state.ts';

/** One thing that was looked at: fine, worth knowing, or wrong with what to do. */
export type Finding = { about: string; state: 'ok' | 'note' | 'wrong'; says: string; remedy?: string };

const WORKER_SILENT_MINUTES = 3;
const WAITS_LONG_MINUTES = 10;
const SMALL_DISK_BYTES = 1_000_000_000;

/** What is configured. Secrets are named, never shown. */
export function settingFindings(): Finding[] {
  const read = readEnvironment();
  const values = VARIABLES.map(({ name, otherwise, secret }): Finding => {
    const value = process.env[name];
    return { about: name, state: 'ok', says: value ? (secret ? 'set' : value) : `not set (${otherwise})` };
  });
  return read.ok ? values : [...values, ...read.problem.map(({ name, problem, remedy }): Finding => ({ about: name, state: 'wrong', says: problem, remedy }))];
}

/** What an installation stands on: its home, its database, and whether it is open to a network without HTTPS. */
export async function groundFindings({ home, databaseUrl, host, url }: Environment): Promise<Finding[]> {
  return [homeFinding(home), await databaseFinding(home, databaseUrl), ...openFinding(host, url)];
}

/** Everything that a running app can say of itself, for the page of its health. */
export async function examineInstallation(store: Store): Promise<Finding[]> {
  const read = readEnvironment();
  if (!read.ok) return settingFindings();
  const { home, exportRoot, mail } = read.value;
  return [
    ...(await groundFindings({ ...read.value, databaseUrl: store.url })),
    ...(await workFindings(store)),
    diskFinding('Disk', home),
    ...(path.resolve(exportRoot).startsWith(path.resolve(home)) ? [] : [diskFinding('Disk of exports', exportRoot)]),
    mail ? { about: 'Mail', state: 'ok', says: `sent as ${mail.from}` } : { about: 'Mail', state: 'note', says: 'not set up; links are handed over and notices stand in the app' },
    ...settingFindings(),
  ];
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

function openFinding(host: string, url: string): Finding[] {
  if (['127.0.0.1', 'localhost', '::1'].includes(host) || url.startsWith('https://')) return [];
  return [
    {
      about: 'Network',
      state: 'wrong',
      says: `the app listens on ${host}, and its address ${url} is not encrypted.`,
      remedy: 'Put HTTPS in front and set NEXTAUTH_URL to that https:// address.',
    },
  ];
}

async function workFindings(store: Store): Promise<Finding[]> {
  try {
    const { workerSeconds, waiting, oldestSeconds, failed, lastExport } = await workOf(store);
    const silent = workerSeconds === null || workerSeconds > WORKER_SILENT_MINUTES * 60;
    const late = oldestSeconds > WAITS_LONG_MINUTES * 60;
    return [
      silent
        ? {
            about: 'Worker',
            state: 'wrong',
            says: workerSeconds === null ? 'never ran.' : `was last heard ${minutes(workerSeconds)} ago.`,
            remedy: 'Start again with npm start, which runs it beside the app.',
          }
        : { about: 'Worker', state: 'ok', says: `heard ${Math.round(workerSeconds)} seconds ago` },
      {
        about: 'Queue',
        state: late ? 'wrong' : failed ? 'note' : 'ok',
        says: `${waiting} waiting${waiting ? `, the oldest for ${minutes(oldestSeconds)}` : ''}; ${failed} given up within a week`,
        ...(late ? { remedy: 'See whether the worker runs, and what its log says.' } : {}),
      },
      lastExport
        ? {
            about: 'Last export',
            state: lastExport.problem ? 'note' : 'ok',
            says: `${lastExport.at.toISOString().slice(0, 16).replace('T', ' ')} UTC${lastExport.problem ? `, failed: ${lastExport.problem}` : ''}`,
          }
        : { about: 'Last export', state: 'note', says: 'nothing was exported yet' },
    ];
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return [{ about: 'Worker', state: 'note', says: 'is not known while the database does not answer' }];
  }
}

function diskFinding(about: string, folder: string): Finding {
  try {
    const { bavail, bsize } = statfsSync(existsSync(folder) ? folder : path.dirname(folder));
    const free = bavail * bsize;
    const says = `${(free / 1e9).toFixed(1)} GB free at ${folder}`;
    return free < SMALL_DISK_BYTES ? { about, state: 'wrong', says, remedy: 'Make room: an export and the database need it.' } : { about, state: 'ok', says };
  } catch {
    return { about, state: 'note', says: `${folder} cannot be read` };
  }
}

function minutes(seconds: number): string {
  const whole = Math.max(1, Math.round(seconds / 60));
  return `${whole} ${whole === 1 ? 'minute' : 'minutes'}`;
}
