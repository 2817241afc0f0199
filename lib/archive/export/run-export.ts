import type pg from 'pg';
import type { Edition } from '../../domain/revision/text.ts';
import { archiveState } from '../../store/archive-state.ts';
import type { Store } from '../../store/database.ts';
import { inLongTransaction } from '../../store/long-transaction.ts';
import type { ExportMemory, Remembered } from './export-memory.ts';
import { FolderTarget } from './folder-target.ts';
import { publishedTree, type TreePage } from './published-tree.ts';
import { ReceivingThread } from './receiving-thread.ts';
import { type ExportReport, emptyExportReport } from './report.ts';

export type ExportOptions = { edition: Edition; plan: boolean; full: boolean; memory?: ExportMemory; onProgress?: (done: { files: number }) => void };

/** Pages go to the receiving thread in batches of about this many. */
const BATCH = 200;

/**
 * Writes the published archive into a folder, as one snapshot. Only files whose bytes differ are touched; they are staged
 * first and then put in place one by one, the manifest last. Refuses the target before anything is written where
 * files of others stand at the places of pages. With `plan` it only says what it would do. With a `memory`, a run that has
 * nothing to do sees that by the archive's version; `full` does not trust it.
 */
export async function runExport(store: Store, folder: string, options: ExportOptions): Promise<ExportReport> {
  const started = performance.now();
  const target = new FolderTarget(folder);
  const report = await inLongTransaction(store, { snapshot: true }, async (client) => {
    const now: State = { ...(await archiveState(client)), edition: options.edition };
    if (!options.full && isCurrent(target, options.memory?.recall(target.folder), now)) return unchanged(target, options);
    const done = await receiveAll(client, target.folder, options);
    const manifest = target.manifestHash();
    if (!options.plan && manifest) options.memory?.remember(target.folder, { ...now, manifest });
    return done;
  });
  return { ...report, seconds: Math.round((performance.now() - started) / 10) / 100 };
}

type State = Omit<Remembered, 'manifest'>;

function isCurrent(target: FolderTarget, held: Remembered | undefined, now: State): boolean {
  const isSame = held?.identity === now.identity && held.position === now.position && held.edition === now.edition;
  return isSame && held.manifest === target.manifestHash() && target.isUntouched();
}

function unchanged(target: FolderTarget, options: ExportOptions): ExportReport {
  const report = emptyExportReport(options.edition, options.plan);
  for (const { size } of target.manifest?.files.values() ?? []) {
    report.files.unchanged += 1;
    report.bytes += size;
  }
  return report;
}

/** Renders every page, and hands them to the thread that compares and writes. */
async function receiveAll(client: pg.ClientBase, folder: string, options: ExportOptions): Promise<ExportReport> {
  const receiver = new ReceivingThread({ folder, edition: options.edition, plan: options.plan });
  try {
    let files = 0;
    for await (const pages of inBatches(publishedTree(client, options.edition))) {
      await receiver.take(pages);
      files += pages.length;
      options.onProgress?.({ files });
    }
    return await receiver.finish();
  } catch (error) {
    await receiver.abandon();
    throw error;
  } finally {
    await receiver.end();
  }
}

async function* inBatches(groups: AsyncIterable<readonly TreePage[]>): AsyncGenerator<TreePage[]> {
  let batch: TreePage[] = [];
  for await (const group of groups) {
    batch.push(...group);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length) yield batch;
}
