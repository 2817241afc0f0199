import { indexSources } from '../discovery/learning/source-learning.ts';
import type { Store } from '../platform/database/database.ts';
import { listen } from '../platform/database/listening.ts';
import { type WakeSignal, wakeSignal } from '../platform/jobs/wake-signal.ts';
import { checkNext } from '../sources/checks/check-sources.ts';
import type { FetchOptions } from '../sources/checks/fetch-status.ts';
import { nextCheck, SOURCES_CHANNEL } from '../sources/store/source-checks.ts';
import { keepOn } from './run-loops.ts';

/** `checks` says how addresses are reached; undefined where none is checked from here. */
export type SourceLoopOptions = {
  store: Store;
  checks: FetchOptions | undefined;
  failed(error: unknown, where: string): void;
};

const LEARN_EVERY_MS = 2_000;
const LOOK_EVERY_MS = 30_000;
/** Hosts that are asked at the same time. */
const LANES = 4;

/** Learns the sources of new texts, and checks addresses that are due, until `stop`. */
export function startSourceLoops({ store, checks, failed }: SourceLoopOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const signals: WakeSignal[] = [];
  const loop = (where: string, turn: () => Promise<number | 'again'>) => {
    const own = wakeSignal(stopping.signal);
    signals.push(own);
    return keepOn(stopping.signal, own, turn, (error) => failed(error, where));
  };
  const check = async (): Promise<number | 'again'> => {
    if (checks && (await checkNext(store, { ...checks, stop: stopping.signal }))) return 'again';
    return Math.min(LOOK_EVERY_MS, (await nextCheck(store, new Date())) ?? LOOK_EVERY_MS);
  };
  const loops = [
    loop('sources', async () => ((await indexSources(store)) > 0 ? 'again' : LEARN_EVERY_MS)),
    ...(checks ? Array.from({ length: LANES }, () => loop('checks', check)) : []),
  ];
  const heard = listen(
    store.url,
    [SOURCES_CHANNEL],
    () => {
      for (const one of signals) one.notify();
    },
    (error) => failed(error, 'listening'),
  );
  return {
    async stop() {
      stopping.abort();
      await heard.stop();
      await Promise.all(loops);
    },
  };
}
