import { setting } from '../environment/environment.ts';
import { Missing } from '../environment/missing.ts';
import { openStore, type Store } from './database.ts';

const held: typeof globalThis & { datelineStore?: Store } = globalThis;

/** The store of this process, where one was opened. */
export function openedStore(): Store | undefined {
  return held.datelineStore;
}

/** The store of this process, opened once at `DATABASE_URL` (which `npm start` sets for the embedded server). */
export function currentStore(): Store {
  const url = setting('DATABASE_URL');
  if (!url)
    throw new Missing(
      'DATABASE_URL is not set.',
      'Start with npm start, which starts the embedded PostgreSQL and sets it.',
    );
  held.datelineStore ??= openStore(url);
  return held.datelineStore;
}
