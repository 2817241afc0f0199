import { availableParallelism } from 'node:os';
import { byCodePoint } from '../../kernel/code-point-order.ts';
import { MANIFEST, type ManifestRoot } from '../export/manifest.ts';
import { checkOrder } from './part-check.ts';
import { PathTable } from './path-table.ts';
import { addTally, MOST_LISTED, type VerifyReport, type VerifyTally } from './report.ts';
import { Share, type ShareStart } from './share.ts';
import { type Job, planTree, type TreePlan } from './tree-plan.ts';
import { VerifyingThread } from './verifying-thread.ts';

export type VerifyOptions = { signal?: AbortSignal; onProgress?(done: { files: number; total: number }): void };

/** More threads than these wait for the disk. */
const MOST_THREADS = 4;
/** Starting a thread takes as long as reading this much. */
const BYTES_A_THREAD = 8_000_000;

/**
 * Proves that an exported tree is what its manifest says, without a database: every file byte for byte, every page
 * parsed and rendered to the same bytes, every format of a page rendered from its JSON, every internal link. Throws
 * where there is no tree.
 */
export async function verifyTree(folder: string, options: VerifyOptions = {}): Promise<VerifyReport> {
  const started = performance.now();
  const plan = planTree(folder);
  const tally = 'jobs' in plan ? await verifyPlanned(plan, options) : plan;
  tally.findings.sort((a, b) => byCodePoint(a.path, b.path));
  return {
    ...tally,
    findings: tally.findings.slice(0, MOST_LISTED),
    seconds: Math.round((performance.now() - started) / 10) / 100,
  };
}

async function verifyPlanned(plan: TreePlan, options: VerifyOptions): Promise<VerifyTally> {
  const { manifest, tally } = plan;
  checkOrder(MANIFEST, manifest.files, tally);
  let files = 0;
  const onFiles = (more: number) => {
    files += more;
    options.onProgress?.({ files, total: manifest.counts.files });
  };
  const threads = threadsFor(manifest);
  const parts =
    threads < 2
      ? await verifyHere(plan, options.signal, onFiles)
      : await verifyInThreads(plan, threads, options.signal, onFiles);
  for (const part of parts) addTally(tally, part);
  return tally;
}

/** A small tree is done before a thread would have begun. */
async function verifyHere(
  { root, manifest, jobs }: TreePlan,
  signal: AbortSignal | undefined,
  onFiles: (more: number) => void,
): Promise<VerifyTally[]> {
  const share = await Share.begin({ root, settings: manifest, jobs, own: [...jobs.keys()], taken: notes(jobs) });
  return share.check(tableOf([share.marks]), (more) => {
    signal?.throwIfAborted();
    onFiles(more);
  });
}

async function verifyInThreads(
  { root, manifest, jobs }: TreePlan,
  count: number,
  signal: AbortSignal | undefined,
  onFiles: (more: number) => void,
): Promise<VerifyTally[]> {
  signal?.throwIfAborted();
  const common = { root, settings: settingsIn(manifest), jobs, taken: notes(jobs) };
  const threads = shared(jobs, count).map((own) => new VerifyingThread({ ...common, own }));
  const end = () => Promise.all(threads.map((thread) => thread.end()));
  signal?.addEventListener('abort', end, { once: true });
  try {
    const table = tableOf(await Promise.all(threads.map((thread) => thread.listed)));
    return (await Promise.all(threads.map((thread) => thread.check(table, onFiles)))).flat();
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', end);
    await end();
  }
}

/** What a thread is told of the manifest: not the rows of the parts that others read. */
function settingsIn({ edition, formats, readmes, relatedLimit, related, site }: ManifestRoot): ShareStart['settings'] {
  return { edition, formats, readmes, relatedLimit, related, site };
}

/** A note for each job, whether it is taken. */
function notes(jobs: readonly Job[]): SharedArrayBuffer {
  return new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT * jobs.length);
}

function tableOf(listed: readonly Int32Array[]): SharedArrayBuffer {
  const table = new PathTable(listed.reduce((sum, marks) => sum + marks.length / 2, 0));
  for (const marks of listed) table.add(marks);
  return table.shared;
}

function threadsFor({ counts }: ManifestRoot): number {
  return Math.min(availableParallelism(), MOST_THREADS, Math.ceil(counts.bytes / BYTES_A_THREAD));
}

/** The work in shares of about the same size: the largest job first, each to whoever has least. */
function shared(jobs: readonly Job[], count: number): number[][] {
  const shares = Array.from({ length: count }, (): { own: number[]; bytes: number } => ({ own: [], bytes: 0 }));
  const sizes = jobs.map(bytesOf);
  for (const n of [...jobs.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0))) {
    const least = shares.reduce((a, b) => (b.bytes < a.bytes ? b : a));
    least.own.push(n);
    least.bytes += sizes[n] ?? 0;
  }
  return shares.map((share) => share.own);
}

function bytesOf({ part, rows }: Job): number {
  return part?.bytes ?? rows.reduce((sum, row) => sum + row.size, 0);
}
