import type { Store } from '../store/database.ts';
import { learnNext } from '../store/learning.ts';
import { inLongTransaction } from '../store/long-transaction.ts';

const AT_ONCE = 2_000;

/** Learns whatever waits, batch by batch, each exactly once however many do this. Returns how many waited. */
export async function learnArchive(store: Store, stop?: AbortSignal): Promise<number> {
  for (let all = 0; ; ) {
    const some = await inLongTransaction(store, {}, (client) => learnNext(client, AT_ONCE));
    all += some;
    if (some < AT_ONCE || stop?.aborted) return all;
  }
}
