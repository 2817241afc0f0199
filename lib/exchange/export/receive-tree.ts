import { inBytes, type TreeStep } from '../../editorial/published/tree-page.ts';
import type { ExportOptions } from './export-options.ts';
import { Receiver } from './receiver.ts';
import { ReceivingThread } from './receiving-thread.ts';
import type { ExportReport, PlannedFile } from './report.ts';
import { FolderTarget } from './targets/folder-target.ts';

/** Pages go to the receiving thread in batches of about this many. */
const BATCH = 300;

/** Makes every page, and hands them to a thread that compares and writes them on another core. */
export async function receiveWhole(
  steps: AsyncIterable<TreeStep>,
  folder: string,
  options: ExportOptions,
  claim: string | undefined,
): Promise<ExportReport> {
  const receiver = new ReceivingThread({
    folder,
    claim,
    receiving: { settings: options.settings, plan: options.plan, whole: true },
  });
  const tell = (planned: readonly PlannedFile[]) => {
    for (const file of planned) options.onFile?.(file);
  };
  try {
    let files = 0;
    for await (const batch of inBatches(steps)) {
      options.signal?.throwIfAborted();
      tell(await receiver.take(batch));
      files += batch.reduce((sum, step) => sum + step.pages.length, 0);
      options.onProgress?.({ phase: options.plan ? 'comparing' : 'writing', files });
    }
    options.onProgress?.({ phase: 'placing', files });
    await options.beforePlacing?.();
    options.signal?.throwIfAborted();
    const { report, planned } = await receiver.finish();
    tell(planned);
    return report;
  } finally {
    await receiver.end();
  }
}

/** A few pages are compared and written right here: starting a thread would take longer than they do. */
export async function receiveTouched(
  steps: AsyncIterable<TreeStep>,
  folder: string,
  options: ExportOptions,
  claim: string | undefined,
): Promise<ExportReport> {
  const trusted = options.held?.lookedAt ?? 0;
  const target = new FolderTarget(folder, claim === undefined ? { trusted } : { trusted, claim });
  const receiver = new Receiver(target, { settings: options.settings, plan: options.plan, whole: false });
  let files = 0;
  for await (const step of steps) {
    options.signal?.throwIfAborted();
    for (const file of receiver.take([inBytes(step)])) options.onFile?.(file);
    files += step.pages.length;
    options.onProgress?.({ phase: options.plan ? 'comparing' : 'writing', files });
  }
  await options.beforePlacing?.();
  options.signal?.throwIfAborted();
  const { report, planned } = receiver.finish();
  for (const file of planned) options.onFile?.(file);
  return report;
}

async function* inBatches(steps: AsyncIterable<TreeStep>): AsyncGenerator<TreeStep[]> {
  let [batch, files]: [TreeStep[], number] = [[], 0];
  for await (const step of steps) {
    batch.push(step);
    files += step.pages.length;
    if (files < BATCH) continue;
    yield batch;
    [batch, files] = [[], 0];
  }
  if (batch.length) yield batch;
}
