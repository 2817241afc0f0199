import { learnArchive } from '../discovery/learning/learn-archive.ts';
import { LEARNING_CHANNEL } from '../discovery/learning/learning.ts';
import type { Store } from '../platform/database/database.ts';
import { listen } from '../platform/database/listening.ts';
import { bell } from '../platform/jobs/bell.ts';
import { keepOn } from './attend-runs.ts';

const LOOK_EVERY_MS = 30_000;

/** Learns what people publish and propose, as soon as it is told of it, until `stop`. */
export function attendLearning({ store, failed }: { store: Store; failed(error: unknown, where: string): void }): {
  stop(): Promise<void>;
} {
  const stopping = new AbortController();
  const own = bell(stopping.signal);
  const learn = async () => {
    await learnArchive(store, stopping.signal);
    return LOOK_EVERY_MS;
  };
  const loop = keepOn(stopping.signal, own, learn, (error) => failed(error, 'learning'));
  const heard = listen(
    store.url,
    [LEARNING_CHANNEL],
    () => own.ring(),
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
