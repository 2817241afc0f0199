import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { TreeStep } from '../../editorial/published/tree-page.ts';
import { messageOf } from '../../kernel/error-facts.ts';
import { type PackedSteps, packed, unpacked } from './packed-steps.ts';
import { type ReceiveOptions, Receiver } from './receiver.ts';
import type { ExportReport, PlannedFile } from './report.ts';
import { TargetRejected } from './target.ts';
import { FolderTarget } from './targets/folder-target.ts';

type Order = { kind: 'take'; packed: PackedSteps } | { kind: 'finish' };
type ThreadResult = { planned: PlannedFile[]; report?: ExportReport };
type ThreadAnswer = { ok: true; done: ThreadResult } | { ok: false; refused: boolean; message: string };
type ThreadStart = { folder: string; claim: string | undefined; receiving: ReceiveOptions };

/** How many batches may be on their way: one is written while the next is rendered. */
const AHEAD = 3;

/**
 * A Receiver in a thread of its own: pages are compared and written on one core while the next ones are read and
 * rendered on another. `take` waits only while too many batches are on their way.
 */
export class ReceivingThread {
  private readonly worker: Worker;
  private readonly waiting: { resolve(answer: ThreadAnswer): void; reject(error: Error): void }[] = [];
  private readonly onTheirWay: Promise<ThreadAnswer>[] = [];

  constructor(start: ThreadStart) {
    this.worker = new Worker(new URL(import.meta.url), { workerData: start });
    this.worker.on('message', (answer: ThreadAnswer) => this.waiting.shift()?.resolve(answer));
    this.worker.on('error', (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  /** Returns what was found out of earlier batches. */
  async take(steps: readonly TreeStep[]): Promise<PlannedFile[]> {
    this.onTheirWay.push(this.hand(steps));
    return this.onTheirWay.length > AHEAD ? this.settle() : [];
  }

  async finish(): Promise<{ report: ExportReport; planned: PlannedFile[] }> {
    const planned: PlannedFile[] = [];
    while (this.onTheirWay.length) planned.push(...(await this.settle()));
    const { report, planned: last } = succeeded(await this.send({ kind: 'finish' }));
    if (!report) throw new Error('The export ended without a report.');
    return { report, planned: [...planned, ...last] };
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private async settle(): Promise<PlannedFile[]> {
    const first = this.onTheirWay.shift();
    return first ? succeeded(await first).planned : [];
  }

  private hand(steps: readonly TreeStep[]): Promise<ThreadAnswer> {
    const pack = packed(steps);
    return this.send({ kind: 'take', packed: pack }, [pack.bytes.buffer]);
  }

  private send(order: Order, handedOver: ArrayBuffer[] = []): Promise<ThreadAnswer> {
    const answer = new Promise<ThreadAnswer>((resolve, reject) => this.waiting.push({ resolve, reject }));
    // A failure is thrown where the answer is waited for.
    answer.catch(() => undefined);
    this.worker.postMessage(order, handedOver);
    return answer;
  }
}

function succeeded(answer: ThreadAnswer): ThreadResult {
  if (answer.ok) return answer.done;
  throw answer.refused ? new TargetRejected(answer.message) : new Error(answer.message);
}

if (!isMainThread && parentPort) receive(parentPort, workerData as ThreadStart);

/** The thread's side: a target that is refused at once answers every order with that. */
function receive(port: NonNullable<typeof parentPort>, { folder, claim, receiving }: ThreadStart): void {
  let receiver: Receiver | undefined;
  port.on('message', (order: Order) => {
    port.postMessage(
      answerOf(() => {
        receiver ??= new Receiver(new FolderTarget(folder, claim === undefined ? {} : { claim }), receiving);
        return order.kind === 'take' ? { planned: receiver.take(unpacked(order.packed)) } : receiver.finish();
      }),
    );
  });
}

function answerOf(work: () => ThreadResult): ThreadAnswer {
  try {
    return { ok: true, done: work() };
  } catch (error) {
    return { ok: false, refused: error instanceof TargetRejected, message: messageOf(error) };
  }
}
