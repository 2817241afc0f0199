import { setTimeout } from 'node:timers/promises';
import { ARCHIVE_CHANNEL } from '../audit/store/change-log.ts';
import { publishScheduled } from '../editorial/entries/actions/publish-scheduled.ts';
import { nextScheduled } from '../editorial/entries/store/schedules.ts';
import { refreshReadyPages } from '../exchange/export/ready-pages.ts';
import { carryOut } from '../exchange/runs/carry-out-run.ts';
import { makeNotices } from '../notices/actions/make-notices.ts';
import type { MailServer } from '../notices/mail/mail-transport.ts';
import { mailNotices } from '../notices/mail/notice-mail.ts';
import { nextMail } from '../notices/store/notice-mail.ts';
import { AUDIT_CHANNEL } from '../notices/store/notices.ts';
import { nextDelivery, noticeChanges } from '../notices/store/webhooks.ts';
import { deliverWebhooks } from '../notices/webhooks/deliver-webhooks.ts';
import { listen } from '../platform/database/listening.ts';
import { type WakeSignal, wakeSignal } from '../platform/jobs/wake-signal.ts';
import { endAbandoned } from '../runs/actions/end-abandoned.ts';
import type { RunContext } from '../runs/actions/run-context.ts';
import { claimRun, nextDue } from '../runs/store/run-claims.ts';
import type { RunKind } from '../runs/store/run-types.ts';
import { RUNS_CHANNEL } from '../runs/store/runs.ts';

/** What the worker logs of its runs. */
type RunLog = { done(said: object): void; failed(error: unknown, where: string): void };

export type RunLoopOptions = Omit<RunContext, 'stop' | 'onProgress'> & {
  reachPrivate: boolean;
  mail: MailServer | undefined;
  site: string;
  onTargets(): Promise<void>;
  log: RunLog;
};

/** How often a worker looks, also when nothing woke it. */
const LOOK_EVERY_MS = 3_000;
const MAIL_EVERY_MS = 30_000;
const TARGETS_EVERY_MS = 60_000;
const PAGES_EVERY_MS = 5_000;
const PAGES_AGAIN_MS = 60_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 15_000;

/** Each lane carries out one run at a time; an import never holds up an export, nor what is done to many entries. */
const LANES: readonly RunKind[] = ['export', 'export', 'import', 'bulk'];

/**
 * Carries out exports and imports until `stop`: takes up what is due, notices what changed in the archive, and sends
 * what webhooks subscribed to; makes notices of audit events and mails them. It is woken by the database and also looks
 * every few seconds. Stopping gives running runs back.
 */
export function startRunLoops(options: RunLoopOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const work = { ...options, stop: stopping.signal };
  const signals: WakeSignal[] = [];
  const loop = (where: string, turn: () => Promise<number | 'again'>) => {
    const own = wakeSignal(stopping.signal);
    signals.push(own);
    return keepOn(stopping.signal, own, turn, (error) => options.log.failed(error, where));
  };
  const loops = [
    ...LANES.map((kind) => loop(`${kind}s`, () => workOnce(work, kind))),
    loop('scheduled approvals', () => publishDue(options)),
    loop('changes', () => noticeArchiveChanges(options)),
    loop('notices', () => makeDueNotices(options)),
    loop('mail', () => mail(options)),
    loop('webhooks', () => deliver(options)),
    loop('pages', () => makeAhead(options, stopping.signal)),
    loop('targets', async () => {
      await options.onTargets();
      return TARGETS_EVERY_MS;
    }),
  ];
  const heard = listen(
    options.store.url,
    [RUNS_CHANNEL, ARCHIVE_CHANNEL, AUDIT_CHANNEL],
    () => {
      for (const one of signals) one.notify();
    },
    (error) => options.log.failed(error, 'listening'),
  );
  return {
    async stop() {
      stopping.abort();
      await heard.stop();
      await Promise.all(loops);
    },
  };
}

/**
 * Takes turns until stopped; each says how long it can wait for the next one. After faults the pauses grow, until
 * something wakes it.
 */
export async function keepOn(
  stopped: AbortSignal,
  signal: WakeSignal,
  turn: () => Promise<number | 'again'>,
  onFault: (error: unknown) => void,
): Promise<void> {
  let pause = FIRST_PAUSE_MS;
  while (!stopped.aborted) {
    try {
      const wait = await turn();
      pause = FIRST_PAUSE_MS;
      if (wait !== 'again') await signal.wait(wait);
    } catch (error) {
      if (!stopped.aborted) onFault(error);
      await signal.wait(pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    }
  }
}

async function workOnce(work: RunLoopOptions & { stop: AbortSignal }, kind: RunKind): Promise<number | 'again'> {
  const { store, worker, leaseMs, log } = work;
  const claim = await claimRun(store, { worker, leaseMs, kind });
  if (!claim) return Math.min(LOOK_EVERY_MS, (await nextDue(store)) ?? LOOK_EVERY_MS);
  const began = Date.now();
  const { outcome, error } = await carryOut(work, claim);
  log.done({ run: claim.run, kind, target: claim.target?.name, outcome, ms: Date.now() - began });
  if (error && (outcome === 'failed' || outcome === 'lost')) log.failed(error, `run ${claim.run}`);
  return 'again';
}

/** Publishes what is due; woken whenever somebody sets a time, and by the clock when the next one comes. */
async function publishDue({ store, log }: RunLoopOptions): Promise<number> {
  const { published, failed, faults } = await publishScheduled(store);
  if (published || failed) log.done({ scheduled: { published, failed } });
  for (const fault of faults) log.failed(fault, 'a scheduled approval');
  return Math.min(LOOK_EVERY_MS, Math.max(FIRST_PAUSE_MS, (await nextScheduled(store, new Date())) ?? LOOK_EVERY_MS));
}

async function noticeArchiveChanges({ store, worker, leaseMs }: RunLoopOptions): Promise<number> {
  await noticeChanges(store);
  await endAbandoned(store, worker, leaseMs);
  return LOOK_EVERY_MS;
}

/**
 * The pages of the usual export are made ahead; never more often than every few seconds, whatever is approved
 * meanwhile.
 */
async function makeAhead({ store }: RunLoopOptions, stopped: AbortSignal): Promise<number> {
  await refreshReadyPages(store);
  await setTimeout(PAGES_EVERY_MS, undefined, { signal: stopped }).catch(() => undefined);
  return PAGES_AGAIN_MS;
}

async function makeDueNotices({ store, mail }: RunLoopOptions): Promise<number> {
  await makeNotices(store, { now: new Date(), mail: mail !== undefined });
  return LOOK_EVERY_MS;
}

async function mail({ store, mail: server, site, log }: RunLoopOptions): Promise<number> {
  if (!server) return MAIL_EVERY_MS;
  await mailNotices(store, {
    mail: server,
    site,
    now: () => new Date(),
    onFault: (error) => log.failed(error, 'mail'),
  });
  return Math.min(MAIL_EVERY_MS, (await nextMail(store)) ?? MAIL_EVERY_MS);
}

async function deliver({ store, reachPrivate }: RunLoopOptions): Promise<number> {
  await deliverWebhooks(store, { reachPrivate });
  return Math.min(LOOK_EVERY_MS, (await nextDelivery(store)) ?? LOOK_EVERY_MS);
}
