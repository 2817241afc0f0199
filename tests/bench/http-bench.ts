import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { addPerson } from '../../lib/people/actions/manage-people.ts';
import { createToken } from '../../lib/people/actions/manage-tokens.ts';
import { openStore } from '../../lib/platform/database/database.ts';
import { freePort } from '../support/free-port.ts';
import { median, percentile95, shown, table } from './figures.ts';

const REQUESTS = 400;
const ROOT = path.resolve(import.meta.dirname, '../..');

type Load = { perSecond: number; p95: number };

/** Saves and approvals over HTTP against the built site, with one and with eight clients, several times; medians. */
export async function benchHttp(url: string, home: string, runs: number): Promise<void> {
  const { writer, reviewer } = await tokens(url);
  const site = await startSite(url, home);
  try {
    const rows: string[][] = [];
    for (const clients of [1, 8]) {
      const saves: Load[] = [];
      const approvals: Load[] = [];
      for (let run = 0; run < runs; run += 1) {
        const made: { entry: number; hash: string }[] = [];
        saves.push(
          await load(
            clients,
            async (i) =>
              void made.push(
                (await call(site.address, writer, 'POST', '/entries', fields(i))) as { entry: number; hash: string },
              ),
          ),
        );
        for (const { entry } of made) await call(site.address, writer, 'POST', `/entries/${entry}/submit`, {});
        approvals.push(
          await load(
            clients,
            async (i) =>
              void (await call(site.address, reviewer, 'POST', `/entries/${made[i]?.entry}/approve`, {
                hash: made[i]?.hash,
                farDayConfirmed: true,
              })),
          ),
        );
      }
      rows.push(row('save of a new entry', clients, saves), row('approval', clients, approvals));
    }
    console.log(`\nOver HTTP, ${REQUESTS} requests a run; medians of ${runs}\n`);
    console.log(table(['what', 'clients', 'requests a second', '95th percentile'], rows));
  } finally {
    await site.stop();
  }
}

function row(what: string, clients: number, loads: readonly Load[]): string[] {
  return [
    what,
    String(clients),
    shown(median(loads.map((one) => one.perSecond))),
    `${shown(median(loads.map((one) => one.p95)))} ms`,
  ];
}

async function load(clients: number, request: (i: number) => Promise<void>): Promise<Load> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  const client = async () => {
    for (let i = next++; i < REQUESTS; i = next++) {
      const before = performance.now();
      await request(i);
      times.push(performance.now() - before);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { perSecond: (REQUESTS * 1000) / (performance.now() - started), p95: percentile95(times) };
}

async function call(address: string, token: string, method: string, at: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${address}/api/v1${at}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(`${method} ${at}: ${response.status} ${JSON.stringify(answer)}`);
  return answer;
}

/** The fields of an entry such as people write, another one for each `i`. */
export function fields(i: number) {
  return {
    day: `2031-0${1 + (i % 9)}-${10 + (i % 18)}`,
    topic: 'Harbours',
    headline: `The ferry of Avila sails for the ${i}th time this season, with more people on board than seats`,
    summary: 'The operator promises a second boat before the summer is over.',
    sources: [{ name: 'Harbour Gazette', url: `https://gazette.example/ferry/${i}` }],
    contexts: [],
    related: [],
  };
}

async function tokens(url: string): Promise<{ writer: string; reviewer: string }> {
  const store = openStore(url);
  const make = async (role: 'editor' | 'reviewer', scopes: ('entries:write' | 'review')[]) => {
    const email = `${role}@bench.example`;
    await addPerson(store, 'system', { email, name: role, role, password: 'a password of the bench' });
    const made = await createToken(store, 'system', { email, scopes });
    if (!made.ok) throw new Error(made.error.code);
    return made.value.secret;
  };
  const [writer, reviewer] = [await make('editor', ['entries:write']), await make('reviewer', ['review'])];
  await store.close();
  return { writer, reviewer };
}

/** The site as `npm start` serves it, on a free port, over the database of the bench. */
export async function startSite(url: string, home: string): Promise<{ address: string; stop(): Promise<void> }> {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [path.join(ROOT, 'lib/cli/main.ts'), 'start'], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: url, PORT: String(port), DATELINE_HOME: home, NEXTAUTH_URL: address },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 600; tries += 1) {
    const answered = await fetch(`${address}/api/v1/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (answered) return { address, stop: () => stopped(child) };
    if (child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  child.kill('SIGTERM');
  throw new Error('The site did not start.');
}

/** Ends a process, and waits until it has. */
export function stopped(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  return new Promise((resolve) => child.once('exit', () => resolve()));
}
