import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { migrate } from '../../lib/platform/migrations/migrate.ts';
import { median, shown, table } from './figures.ts';

type Step = { seconds: number; peakMb: number; detail: unknown };

const TABLES = ['context', 'entry', 'revision', 'publication', 'day', 'day_order', 'archive_change'];

/** Columns that the database works out itself cannot be copied in. */
const GENERATED = new Set(['folded', 'search']);

/**
 * The figures of import and export: each beside the same work done as plainly as it can be, in turn, several times.
 * What was written stays until the end, because a disk is slow for a while after it took much away.
 */
export async function benchArchive(server: string, tree: string, work: string, runs: number): Promise<void> {
  const measured = {
    import: [],
    again: [],
    ahead: [],
    export: [],
    anew: [],
    idle: [],
    approve: [],
    verify: [],
    read: [],
  } as Record<string, Step[]>;
  const copies: number[] = [];
  const plain: number[] = [];
  const bytes = sizesIn(tree);
  for (let run = 0; run < runs; run += 1) {
    const url = await newDatabase(server, `bench_${run}`);
    const person = await admin(url);
    const out = path.join(work, `out-${run}`);
    const take = (name: string, action: string, place: string) =>
      measured[name]?.push(step(url, action, place, person));
    take('import', 'import', tree);
    copies.push(await timeCopy(server, url, run));
    take('again', 'import', tree);
    take('ahead', 'ahead', out);
    take('export', 'export', out);
    plain.push(timePlainWrite(tree, path.join(work, `plain-${run}`)));
    take('again', 'again', path.join(work, `again-${run}`));
    take('idle', 'export', out);
    take('verify', 'verify', out);
    take('read', 'read', out);
    take('approve', 'approve', out);
  }
  const of = (name: string) => measured[name] ?? [];
  const seconds = (name: string) => median(of(name).map((one) => one.seconds));
  const peak = (name: string) => `${shown(median(of(name).map((one) => one.peakMb)))} MB`;
  const entries = createdBy(of('import')[0]);
  const approvals = median(of('approve').flatMap((one) => one.detail as number[]));
  const ratio = (a: number, b: number, what: string) => `${shown(a / b)} x ${what}`;
  const [copy, write] = [median(copies), median(plain)];
  console.log(
    `\n${entries} events, ${bytes.length} files, ${shown(bytes.reduce((sum, one) => sum + one, 0) / 1e6)} MB; ` +
      `medians of ${runs}\n`,
  );
  console.log(
    table(
      ['what', 'seconds', 'ratio', 'peak memory'],
      [
        [
          'import of the tree, published',
          `${shown(seconds('import'))} (${shown(entries / seconds('import'))} events a second)`,
          ratio(seconds('import'), copy, 'COPY'),
          peak('import'),
        ],
        ['COPY of the same rows, keys and indexes in place', shown(copy), '1', ''],
        [
          'the same import again',
          shown(seconds('again')),
          ratio(seconds('again'), seconds('import'), 'the first'),
          peak('again'),
        ],
        ['pages made ahead by the worker, all of them', shown(seconds('ahead')), '', peak('ahead')],
        [
          'full export into a new folder',
          shown(seconds('export')),
          ratio(seconds('export'), write, 'plain writes'),
          peak('export'),
        ],
        [
          'the same with every page made anew (`--full`)',
          shown(seconds('again')),
          ratio(seconds('again'), write, 'plain writes'),
          peak('again'),
        ],
        ['the same bytes written with plain file calls', shown(write), '1', ''],
        [
          'export after one approval',
          shown(approvals),
          ratio(approvals, seconds('export'), 'the full one'),
          peak('approve'),
        ],
        [
          'export with nothing to do',
          shown(seconds('idle')),
          ratio(seconds('idle'), seconds('export'), 'the full one'),
          peak('idle'),
        ],
        [
          'verification of the tree',
          shown(seconds('verify')),
          ratio(seconds('verify'), seconds('read'), 'reading'),
          peak('verify'),
        ],
        ['the same files read with plain file calls', shown(seconds('read')), '1', ''],
      ],
    ),
  );
}

function createdBy(one: Step | undefined): number {
  return (one?.detail as { entries: { created: number } } | undefined)?.entries.created ?? 0;
}

function step(url: string, action: string, place: string, person = 0): Step {
  const out = execFileSync(
    process.execPath,
    [...process.execArgv, path.join(import.meta.dirname, 'step.ts'), url, action, place, String(person)],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  );
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
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO person (email, name, role) VALUES ('bench@example.org', 'Bench', 'admin') RETURNING id`,
  );
  await client.end();
  return rows[0]?.id ?? 0;
}

/**
 * Copies the rows that an import wrote into an empty database of the same schema, in one transaction, and times that.
 */
async function timeCopy(server: string, from: string, run: number): Promise<number> {
  const source = new pg.Client(from);
  await source.connect();
  const target = new pg.Client(await newDatabase(server, `bench_copy_${run}`));
  await target.connect();
  await target.query(`INSERT INTO person (email, name, role) VALUES ('bench@example.org', 'Bench', 'admin')`);
  const rows: { into: string; data: Buffer[] }[] = [];
  for (const name of TABLES) {
    const { rows: columns } = await source.query<{ column_name: string }>(
      `SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND table_schema = 'public'
        ORDER BY ordinal_position`,
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

/** The bytes of each file. */
function sizesIn(tree: string): number[] {
  return filesBelow(tree).map((file) => statSync(path.join(tree, file)).size);
}

function filesBelow(tree: string): string[] {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(tree, path.join(entry.parentPath, entry.name)));
}

/**
 * Only the writing is timed: the bytes are read in portions before it, so that an archive of any size fits into memory.
 */
function timePlainWrite(tree: string, folder: string): number {
  const files = filesBelow(tree);
  const made = new Set<string>();
  let took = 0;
  for (let at = 0; at < files.length; at += PORTION) {
    const portion = files
      .slice(at, at + PORTION)
      .map((file) => ({ file, content: readFileSync(path.join(tree, file)) }));
    const started = performance.now();
    for (const { file, content } of portion) {
      const full = path.join(folder, file);
      const parent = path.dirname(full);
      if (!made.has(parent)) mkdirSync(parent, { recursive: true });
      made.add(parent);
      writeFileSync(full, content);
    }
    took += performance.now() - started;
  }
  return took / 1000;
}

const PORTION = 5_000;
