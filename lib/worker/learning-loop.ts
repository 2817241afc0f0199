import { learnArchive } from '../discovery/learning/learn-archive.ts';
import { LEARNING_CHANNEL } from '../discovery/learning/learning.ts';
import type { Store } from '../platform/database/database.ts';
import { listen } from '../platform/database/listening.ts';
import { wakeSignal } from '../platform/jobs/wake-signal.ts';
import { keepOn } from './run-loops.ts';

const LOOK_EVERY_MS = 30_000;

/** Learns what people publish and propose, as soon as it is told of it, until `stop`. */
export function startLearningLoop({ store, failed }: { store: Store; failed(error: unknown, where: string): void }): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const own = wakeSignal(stopping.signal);
  const learn = async () => {
    await learnArchive(store, stopping.signal);
    return LOOK_EVERY_MS;
  };
  const loop = keepOn(stopping.signal, own, learn, (error) => failed(error, 'learning'));
  const heard = listen(
    store.url,
    [LEARNING_CHANNEL],
    () => own.notify(),
    (error) => failed(error, 'listening'),
  );
  return {
    async stop() {
      stopping.abort();
      await heard.stop();
      await loop;
    },
  };
}
