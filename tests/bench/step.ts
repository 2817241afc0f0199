import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ExportMemory } from '../../lib/exchange/export/export-memory.ts';
import { refreshReadyPages } from '../../lib/exchange/export/ready-pages.ts';
import { runExport } from '../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../lib/exchange/import/reading/open-source.ts';
import { verifyTree } from '../../lib/exchange/verify/verify-tree.ts';
import type { EntryId, PersonId } from '../../lib/kernel/ids.ts';
import type { Actor } from '../../lib/kernel/permission/actor.ts';
import { openStore, type Store } from '../../lib/platform/database/database.ts';
import { changeEntry } from '../support/newsroom.ts';
import { settings } from '../support/settings.ts';

/**
 * One measured step in a process of its own, so that its peak of memory is its own: `import TREE PERSON`, `ahead`
 * (makes pages ahead, as the worker does), `export DIR`, `again DIR` (without pages made ahead), `approve DIR PERSON`
 * (a few approvals, each exported), `verify DIR`, `read DIR` (the same files with plain calls).
 */
const [url = '', action = '', place = '', person = '0'] = process.argv.slice(2);
const APPROVALS = 5;

const STEPS: Record<string, () => Promise<unknown>> = {
  import: () => withStore(importTree),
  ahead: () => withStore(refreshReadyPages),
  export: () => withStore((store) => exportTree(store, false)),
  anew: () => withStore((store) => exportTree(store, true)),
  approve: () => withStore(approveAndExport),
  verify: async () => (await verifyTree(place)).findings.length,
  read: async () => readTree(),
};

const started = performance.now();
const detail = await STEPS[action]?.();
const seconds = (performance.now() - started) / 1000;
process.stdout.write(JSON.stringify({ seconds, peakMb: process.resourceUsage().maxRSS / 1024, detail }));

async function withStore<T>(work: (store: Store) => Promise<T>): Promise<T> {
  const store = openStore(url);
  const done = await work(store);
  await store.close();
  return done;
}

async function importTree(store: Store): Promise<unknown> {
  const source = await openSource(place);
  const actor: Actor = { person: Number(person) as PersonId, role: 'admin', channel: 'import' };
  const done = await importArchive(store, actor, source, { publish: true, dryRun: false });
  if (!done.ok) throw new Error(done.error.code);
  await source.close();
  return { entries: done.value.entries, files: done.value.files };
}

async function exportTree(store: Store, full: boolean): Promise<unknown> {
  const memory = new ExportMemory(`${place}.memory`);
  const { files, held } = await runExport(store, place, {
    settings: settings(),
    plan: false,
    full,
    held: memory.recall(place),
  });
  if (held) memory.remember(place, held);
  return files;
}

/**
 * Seconds from each approval's commit to the last rename of the export after it; the first warms the process up, as a
 * worker is.
 */
async function approveAndExport(store: Store): Promise<number[]> {
  const memory = new ExportMemory(`${place}.memory`);
  const editor = await newPerson(store, 'editor');
  const reviewer = await newPerson(store, 'reviewer');
  const { rows } = await store.pool.query<{ id: EntryId }>(
    'SELECT id FROM entry WHERE published_revision_id IS NOT NULL AND length(title) < 200 ORDER BY md5(id::text) ' +
      'LIMIT $1',
    [APPROVALS + 1],
  );
  const took: number[] = [];
  for (const { id } of rows) {
    await changeEntry(store, editor, reviewer, id, { summary: `Said otherwise at ${Date.now()}.` });
    const committed = performance.now();
    const { held } = await runExport(store, place, {
      settings: settings(),
      plan: false,
      full: false,
      held: memory.recall(place),
    });
    took.push((performance.now() - committed) / 1000);
    if (held) memory.remember(place, held);
  }
  return took.slice(1);
}

async function newPerson(store: Store, role: 'editor' | 'reviewer'): Promise<Actor> {
  const row = await store.prisma.person.create({
    data: { email: `${role}-${Date.now()}@example.org`, name: role, role },
  });
  return { person: row.id as PersonId, role, channel: 'screen' };
}

/** Reads every file of a tree, one after the other. */
function readTree(): number {
  let bytes = 0;
  for (const entry of readdirSync(place, { recursive: true, withFileTypes: true }))
    if (entry.isFile()) bytes += readFileSync(path.join(entry.parentPath, entry.name)).length;
  return bytes;
}
