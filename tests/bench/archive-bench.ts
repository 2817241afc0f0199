import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrate } from '../../lib/store/migrate.ts';
import { median, shown, table } from './figures.ts';

type Step = { seconds: number; peakMb: number; detail: unknown };

const TABLES = ['context', 'event', 'revision', 'publication', 'day', 'day_order'];

/** Columns that the database works out itself cannot be copied in. */
const GENERATED = new Set(['folded', 'search']);

/**
 * The figures of import and export: each beside the same work done as plainly as it can be, in turn, several times.
 * What was written stays until the end, because a disk is slow for a while after it took much away.
 */
export async function benchArchive(server: string, tree: string, work: string, runs: number): Promise<void> {
  const imports: Step[] = [];
  const copies: number[] = [];
  const again: Step[] = [];
  const exports: Step[] = [];
  const plain: number[] = [];
  const idle: Step[] = [];
  const bytes = readTree(tree);
  for (let run = 0; run < runs; run += 1) {
    const url = await newDatabase(server, `bench_${run}`);
    const person = await admin(url);
    imports.push(step(url, 'import', tree, person));
    copies.push(await timeCopy(server, url, run));
    again.push(step(url, 'import', tree, person));
    const out = path.join(work, `out-${run}`);
    exports.push(step(url, 'export', out));
    plain.push(timePlainWrite(bytes, path.join(work, `plain-${run}`)));
    idle.push(step(url, 'export', out));
  }
  const seconds = (steps: Step[]) => median(steps.map((one) => one.seconds));
  const peak = (steps: Step[]) => `${shown(median(steps.map((one) => one.peakMb)))} MB`;
  const events = createdBy(imports[0]);
  console.log(`\n${events} events, ${Object.keys(bytes).length} files, ${shown(Object.values(bytes).reduce((sum, one) => sum + one.length, 0) / 1e6)} MB; medians of ${runs}\n`);
  console.log(
    table(
      ['what', 'seconds', 'ratio', 'peak memory'],
      [
        [
          'import of the tree, published',
          `${shown(seconds(imports))} (${shown(events / seconds(imports))} events a second)`,
          `${shown(seconds(imports) / median(copies))} x COPY`,
          peak(imports),
        ],
        ['COPY of the same rows, keys and indexes in place', shown(median(copies)), '1', ''],
        ['the same import again', shown(seconds(again)), `${shown(seconds(again) / seconds(imports))} x the first`, peak(again)],
        ['full export into a new folder', shown(seconds(exports)), `${shown(seconds(exports) / median(plain))} x plain writes`, peak(exports)],
        ['the same bytes written with plain file calls', shown(median(plain)), '1', ''],
        ['export with nothing to do', shown(seconds(idle)), `${shown(seconds(idle) / seconds(exports))} x the full one`, peak(idle)],
      ],
    ),
  );
}

function createdBy(one: Step | undefined): number {
  return (one?.detail as { events: { created: number } } | undefined)?.events.created ?? 0;
}

function step(url: string, verb: string, place: string, person = 0): Step {
  const out = execFileSync(process.execPath, [...process.execArgv, path.join(import.meta.dirname, 'step.ts'), url, verb, place, String(person)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  return JSON.parse(out) as Step;
}

/** A new, migrated database on the server. Returns its address. */
async function newDatabase(server: string, name: string): Promise<string> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = server.replace(/\/[^/]*$/, `/${name}`);
  await migrate(url);
  return url;
}

async function admin(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ id: number }>(`INSERT INTO person (email, name, role) VALUES ('bench@example.org', 'Bench', 'admin') RETURNING id`);
  await client.end();
  return rows[0]?.id ?? 0;
}

/** Copies the rows that an import wrote into an empty database of the same schema, in one transaction, and times that. */
async function timeCopy(server: string, from: string, run: number): Promise<number> {
  const source = new pg.Client(from);
  await source.connect();
  const target = new pg.Client(await newDatabase(server, `bench_copy_${run}`));
  await target.connect();
  await target.query(`INSERT INTO person (email, name, role) VALUES ('bench@example.org', 'Bench', 'admin')`);
  const rows: { into: string; data: Buffer[] }[] = [];
  for (const name of TABLES) {
    const { rows: columns } = await source.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND table_schema = 'public' ORDER BY ordinal_position`,
      [name],
    );
    const list = columns
      .map((column) => column.column_name)
      .filter((column) => !GENERATED.has(column))
      .map((column) => `"${column}"`)
      .join(', ');
    const data: Buffer[] = [];
    for await (const chunk of source.query(copyTo(`COPY ${name} (${list}) TO STDOUT`))) data.push(chunk as Buffer);
    rows.push({ into: `COPY ${name} (${list}) FROM STDIN`, data });
  }
  const started = performance.now();
  await target.query('BEGIN');
  for (const { into, data } of rows) await pipeline(Readable.from(data), target.query(copyFrom(into)));
  await target.query('COMMIT');
  const seconds = (performance.now() - started) / 1000;
  await Promise.all([source.end(), target.end()]);
  return seconds;
}

function readTree(tree: string): Record<string, Buffer> {
  const files = readdirSync(tree, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(files.map((entry) => [path.relative(tree, path.join(entry.parentPath, entry.name)), readFileSync(path.join(entry.parentPath, entry.name))]));
}

function timePlainWrite(bytes: Record<string, Buffer>, folder: string): number {
  const started = performance.now();
  const made = new Set<string>();
  for (const [file, content] of Object.entries(bytes)) {
    const full = path.join(folder, file);
    const parent = path.dirname(full);
    if (!made.has(parent)) mkdirSync(parent, { recursive: true });
    made.add(parent);
    writeFileSync(full, content);
  }
  return (performance.now() - started) / 1000;
}
