import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Edition } from '../../domain/revision/text.ts';
import { RefusedTarget } from './folder-target.ts';
import type { TreePage } from './published-tree.ts';
import { Receiver } from './receiver.ts';
import type { ExportReport } from './report.ts';

type Order = { kind: 'take'; pages: readonly TreePage[] } | { kind: 'finish' } | { kind: 'abandon' };
type Answer = { ok: true; report?: ExportReport } | { ok: false; refused: boolean; message: string };
type Start = { folder: string; edition: Edition; plan: boolean };

/** How many batches may be on their way: one is written while the next is rendered. */
const AHEAD = 2;

/**
 * A Receiver in a thread of its own: pages are compared and written on one core while the next ones are read and rendered on
 * another. `take` waits only while too many batches are on their way.
 */
export class ReceivingThread {
  private readonly worker: Worker;
  private readonly waiting: { resolve(answer: Answer): void; reject(error: Error): void }[] = [];
  private readonly onTheirWay: Promise<Answer>[] = [];

  constructor(start: Start) {
    this.worker = new Worker(new URL(import.meta.url), { workerData: start });
    this.worker.on('message', (answer: Answer) => this.waiting.shift()?.resolve(answer));
    this.worker.on('error', (error) => {
      for (const { reject } of this.waiting.splice(0)) reject(error);
    });
  }

  async take(pages: readonly TreePage[]): Promise<void> {
    this.onTheirWay.push(this.send({ kind: 'take', pages }));
    if (this.onTheirWay.length > AHEAD) await this.settle();
  }

  async finish(): Promise<ExportReport> {
    while (this.onTheirWay.length) await this.settle();
    const { report } = succeeded(await this.send({ kind: 'finish' }));
    if (!report) throw new Error('The export ended without a report.');
    return report;
  }

  /** Leaves the target as it was, whatever happened before. */
  async abandon(): Promise<void> {
    await Promise.allSettled(this.onTheirWay);
    await this.send({ kind: 'abandon' }).catch(() => undefined);
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private async settle(): Promise<void> {
    const first = this.onTheirWay.shift();
    if (first) succeeded(await first);
  }

  private send(order: Order): Promise<Answer> {
    const answer = new Promise<Answer>((resolve, reject) => this.waiting.push({ resolve, reject }));
    // A failure is thrown where the answer is waited for.
    answer.catch(() => undefined);
    this.worker.postMessage(order);
    return answer;
  }
}

function succeeded(answer: Answer): Extract<Answer, { ok: true }> {
  if (answer.ok) return answer;
  throw answer.refused ? new RefusedTarget(answer.message) : new Error(answer.message);
}

if (!isMainThread && parentPort) receive(parentPort, workerData as Start);

/** The thread's side: a target that is refused at once answers every order with that. */
function receive(port: NonNullable<typeof parentPort>, { folder, edition, plan }: Start): void {
  let receiver: Receiver | undefined;
  port.on('message', (order: Order) => {
    port.postMessage(
      answerOf(() => {
        receiver ??= new Receiver(folder, edition, plan);
        if (order.kind === 'take') receiver.take(order.pages);
        else if (order.kind === 'finish') return receiver.finish();
        else receiver.abandon();
        return undefined;
      }),
    );
  });
}

function answerOf(work: () => ExportReport | undefined): Answer {
  try {
    const report = work();
    return report ? { ok: true, report } : { ok: true };
  } catch (error) {
    return { ok: false, refused: error instanceof RefusedTarget, message: (error as Error).message };
  }
}
