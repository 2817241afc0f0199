import type pg from 'pg';
import type { Edition } from '../../domain/revision/text.ts';
import { sha256 } from '../../store/content-hash.ts';
import type { Store } from '../../store/database.ts';
import { archiveState, inSnapshot } from '../../store/snapshot.ts';
import { FolderTarget, RefusedTarget } from './folder-target.ts';
import { MANIFEST, ManifestWriter } from './manifest.ts';
import { publishedTree } from './published-tree.ts';

export type ExportOptions = { edition: Edition; plan: boolean; full: boolean; onProgress?: (done: { files: number }) => void };

/** What an export does to its target: the plan before it, the report after it. The names are those of `export --json`. */
export type ExportReport = {
  plan: boolean;
  edition: Edition;
  files: { added: number; changed: number; removed: number; unchanged: number };
  /** The paths of the three; the unchanged ones are only counted. */
  paths: { added: string[]; changed: string[]; removed: string[] };
  bytes: number;
  seconds: number;
};

/**
 * Writes the published archive into a folder, as one snapshot. Only files whose bytes differ are touched; they are staged
 * first and then put in place one by one, the manifest last. Refuses the target before anything is written where
 * files of others stand at the places of pages. With `plan` it only says what it would do.
 */
export async function runExport(store: Store, folder: string, options: ExportOptions): Promise<ExportReport> {
  const started = performance.now();
  const target = new FolderTarget(folder);
  const report: ExportReport = {
    plan: options.plan,
    edition: options.edition,
    files: { added: 0, changed: 0, removed: 0, unchanged: 0 },
    paths: { added: [], changed: [], removed: [] },
    bytes: 0,
    seconds: 0,
  };
  await inSnapshot(store, async (client) => {
    const state = { ...(await archiveState(client)), edition: options.edition };
    if (!options.full && isCurrent(target, state)) countUnchanged(target, report);
    else if (options.plan) await compareAll(client, target, options, report);
    else await writeAll(client, target, options, report, state);
  });
  report.seconds = Math.round((performance.now() - started) / 10) / 100;
  return report;
}

type State = { identity: string; version: number; edition: Edition };

function isCurrent(target: FolderTarget, state: State): boolean {
  const held = target.state();
  return held?.identity === state.identity && held.version === state.version && held.edition === state.edition && target.isUntouched();
}

function countUnchanged(target: FolderTarget, report: ExportReport): void {
  for (const { size } of target.manifest?.files.values() ?? []) {
    report.files.unchanged += 1;
    report.bytes += size;
  }
}

async function writeAll(client: pg.ClientBase, target: FolderTarget, options: ExportOptions, report: ExportReport, state: State): Promise<void> {
  target.begin();
  try {
    const manifest = new ManifestWriter(target.staged(MANIFEST), options.edition);
    await compareAll(client, target, options, report, (at, bytes, file, isNew) => {
      if (isNew) target.stage(at, bytes);
      manifest.add(file);
    });
    manifest.end();
    target.commit([...report.paths.added, ...report.paths.changed], report.paths.removed, state);
  } catch (error) {
    target.abandon();
    throw error;
  }
}

type Take = (at: string, bytes: Buffer, file: Parameters<ManifestWriter['add']>[0], isNew: boolean) => void;

/** Renders every page and compares it with the target. Refused where pages would stand on files of others. */
async function compareAll(client: pg.ClientBase, target: FolderTarget, options: ExportOptions, report: ExportReport, take?: Take): Promise<void> {
  const written = new Set<string>();
  const foreign: string[] = [];
  for await (const page of publishedTree(client, options.edition)) {
    const bytes = Buffer.from(page.text, 'utf8');
    const hash = sha256(bytes);
    const comparison = target.compare(page.path, bytes, hash);
    if (target.manifest) written.add(page.path);
    report.bytes += bytes.length;
    if (comparison === 'foreign') foreign.push(page.path);
    else {
      report.files[comparison] += 1;
      if (comparison !== 'unchanged') report.paths[comparison].push(page.path);
      take?.(page.path, bytes, { path: page.path, size: bytes.length, sha256: hash, event: page.event }, comparison !== 'unchanged');
    }
    options.onProgress?.({ files: report.files.added + report.files.changed + report.files.unchanged });
  }
  if (foreign.length) throw new RefusedTarget(foreignFiles(target.folder, foreign));
  report.paths.removed = [...(target.manifest?.files.keys() ?? [])].filter((at) => !written.has(at));
  report.files.removed = report.paths.removed.length;
}

function foreignFiles(folder: string, paths: readonly string[]): string {
  const some = paths.slice(0, 5).join(', ');
  return `In ${folder}, ${paths.length === 1 ? 'a file that Dateline did not write stands at the place of a page' : `${paths.length} files that Dateline did not write stand at the places of pages`}: ${some}${paths.length > 5 ? ' and more' : ''}. Nothing was written. Move them away, or export into an empty folder.`;
}
