import { embeddedProcess, startEmbedded } from '../../store/embedded.ts';
import { tell } from '../output.ts';

const EVERY_MS = 1_000;

/** Starts the embedded server again, on the same port, where its process is gone while the app runs. Returns how to end the watch. */
export function watchDatabase(home: string): () => void {
  let busy = false;
  const timer = setInterval(async () => {
    if (busy || embeddedProcess(home)) return;
    busy = true;
    tell('The embedded PostgreSQL is gone; it is started again.');
    await startEmbedded(home).catch((error: Error) => tell(error.message));
    busy = false;
  }, EVERY_MS);
  return () => clearInterval(timer);
}
