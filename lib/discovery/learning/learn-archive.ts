import { compareNext } from '../../editorial/contexts/store/context-near.ts';
import type { Store } from '../../platform/database/database.ts';
import { inLongTransaction } from '../../platform/database/pool-transaction.ts';
import { learnNext } from './learning.ts';

const AT_ONCE = 2_000;
const NAMES_AT_ONCE = 500;

/** Learns whatever waits, batch by batch, each exactly once however many do this. Returns how many waited. */
export async function learnArchive(store: Store, stop?: AbortSignal): Promise<number> {
  let all = 0;
  for (;;) {
    const some = await inLongTransaction(store, {}, (client) => learnNext(client, AT_ONCE));
    all += some;
    if (some < AT_ONCE || stop?.aborted) break;
  }
  await compareNames(store, stop);
  return all;
}

/** Compares the names of contexts that came or changed with all others. */
async function compareNames(store: Store, stop?: AbortSignal): Promise<void> {
  for (let some = NAMES_AT_ONCE; some === NAMES_AT_ONCE && !stop?.aborted; )
    some = await inLongTransaction(store, {}, (client) => compareNext(client, NAMES_AT_ONCE));
}
