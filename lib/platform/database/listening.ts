import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

export type Listening = { stop(): Promise<void> };

/**
 * Listens on channels over one connection of its own, which is made again whenever it breaks. `onNotice` is also called
 * after each (re)connection, since what was said meanwhile was not heard.
 */
export function listen(
  url: string,
  channels: readonly string[],
  onNotice: () => void,
  onBroken: (error: Error) => void,
): Listening {
  const stopped = new AbortController();
  let client: pg.Client | undefined;

  async function once(): Promise<void> {
    const listener = new pg.Client({
      connectionString: url,
      application_name: 'dateline listener',
      connectionTimeoutMillis: 5_000,
      keepAlive: true,
    });
    client = listener;
    const broken = new Promise<Error>((resolve) => {
      listener.on('error', resolve);
      listener.on('end', () => resolve(new Error('The connection that listens ended.')));
    });
    listener.on('notification', onNotice);
    try {
      await listener.connect();
      for (const channel of channels) await listener.query(`LISTEN ${listener.escapeIdentifier(channel)}`);
      onNotice();
      throw await broken;
    } finally {
      await listener.end().catch(() => undefined);
    }
  }

  async function always(): Promise<void> {
    for (let pause = FIRST_PAUSE_MS; !stopped.signal.aborted; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const began = Date.now();
      await once().catch((error: Error) => stopped.signal.aborted || onBroken(error));
      if (Date.now() - began > LONGEST_PAUSE_MS) pause = FIRST_PAUSE_MS;
      await setTimeout(pause, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  }

  const ended = always();
  return {
    async stop() {
      stopped.abort();
      await client?.end().catch(() => undefined);
      await ended;
    },
  };
}
