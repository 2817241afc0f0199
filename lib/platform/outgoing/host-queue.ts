/** When each host was last left alone, and who waits for it. A host that nobody wants is forgotten. */
const queues = new Map<string, Promise<void>>();

/**
 * Runs `work` when nobody else is at work on `host` in this process, and keeps others away until `pauseMs` after it.
 */
export async function inHostQueue<T>(host: string, pauseMs: number, work: () => Promise<T>): Promise<T> {
  const before = queues.get(host) ?? Promise.resolve();
  const begun = before.then(work);
  const over = begun.then(pause(pauseMs), pause(pauseMs));
  queues.set(host, over);
  void over.then(() => queues.get(host) === over && queues.delete(host));
  return begun;
}

/** The pause holds nobody up but those who wait for the same host; the process may end in it. */
function pause(ms: number): () => Promise<void> {
  return () => (ms ? new Promise((resolve) => void setTimeout(resolve, ms).unref()) : Promise.resolve());
}
