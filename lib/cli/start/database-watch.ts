import { startEmbedded } from '../../platform/embedded/embedded.ts';
import { embeddedProcess } from '../../platform/embedded/embedded-status.ts';
import { printNote } from '../output.ts';

const EVERY_MS = 1_000;

/**
 * Starts the embedded server again, on the same port, where its process is gone while the app runs. What keeps it from
 * starting is told once, however often it is tried. Returns how to end the watch.
 */
export function watchDatabase(home: string): () => void {
  let busy = false;
  let gone: { since: number; why?: string } | undefined;
  const timer = setInterval(async () => {
    if (busy || embeddedProcess(home)) return;
    busy = true;
    if (!gone) printNote('The embedded PostgreSQL stopped; restarting it.');
    gone ??= { since: Date.now() };
    const why = await startEmbedded(home).then(
      () => undefined,
      (error: Error) => error.message,
    );
    if (why !== undefined && why !== gone.why) printNote(why);
    if (why === undefined && gone.why !== undefined)
      printNote(`The embedded PostgreSQL is running again after ${Math.round((Date.now() - gone.since) / 1000)} s.`);
    gone = why === undefined ? undefined : { ...gone, why };
    busy = false;
  }, EVERY_MS);
  return () => clearInterval(timer);
}
