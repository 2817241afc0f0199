import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { VerifyTally } from './report.ts';
import { Share, type ShareStart } from './share.ts';

type ThreadMessage =
  | { kind: 'listed'; marks: Int32Array }
  | { kind: 'progress'; files: number }
  | { kind: 'done'; tallies: VerifyTally[] };

/** Room for the values of one page after the other, which die young. */
const YOUNG_MEGABYTES = 32;

/** A share of the work on a thread of its own. */
export class VerifyingThread {
  readonly listed: Promise<Int32Array>;
  private readonly done: Promise<VerifyTally[]>;
  private readonly worker: Worker;
  private onFiles: (more: number) => void = () => undefined;

  constructor(start: ShareStart) {
    this.worker = new Worker(new URL(import.meta.url), {
      workerData: start,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    const [listed, done] = [Promise.withResolvers<Int32Array>(), Promise.withResolvers<VerifyTally[]>()];
    this.listed = listed.promise;
    this.done = done.promise;
    this.worker.on('message', (said: ThreadMessage) => {
      if (said.kind === 'listed') listed.resolve(said.marks);
      else if (said.kind === 'progress') this.onFiles(said.files);
      else done.resolve(said.tallies);
    });
    const fail = (error: unknown) => {
      listed.reject(error);
      done.reject(error);
    };
    this.worker.on('error', fail);
    this.worker.on('exit', () => fail(new Error('A thread of the verification ended early.')));
    // A failure is thrown where it is waited for.
    this.listed.catch(() => undefined);
    this.done.catch(() => undefined);
  }

  check(table: SharedArrayBuffer, onFiles: (more: number) => void): Promise<VerifyTally[]> {
    this.onFiles = onFiles;
    this.worker.postMessage(table);
    return this.done;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}

if (!isMainThread && parentPort) await verify(parentPort, workerData as ShareStart);

/** The thread's side. */
async function verify(port: NonNullable<typeof parentPort>, start: ShareStart): Promise<void> {
  const say = (said: ThreadMessage) => port.postMessage(said);
  const share = await Share.begin(start);
  say({ kind: 'listed', marks: share.marks });
  port.once('message', (table: SharedArrayBuffer) => {
    say({ kind: 'done', tallies: share.check(table, (files) => say({ kind: 'progress', files })) });
    port.close();
  });
}
