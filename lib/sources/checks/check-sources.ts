import type { Store } from '../../platform/database/database.ts';
import { afterCheck } from '../rules/check.ts';
import { claimAddress, noteCheck } from '../store/source-checks.ts';
import { type FetchOptions, fetchStatus } from './fetch-status.ts';

/** How long a host is left alone after a check of one of its addresses. */
const HOST_RESTS_MS = 5_000;

/**
 * Checks the address that has waited longest and notes what it found. False where nothing was due. `clock` gives the
 * time, for the record and for what is due.
 */
export async function checkNext(
  store: Store,
  reach: FetchOptions,
  clock: () => Date = () => new Date(),
): Promise<boolean> {
  const claimed = await claimAddress(store, clock());
  if (!claimed) return false;
  const outcome = await fetchStatus(claimed.url, reach);
  // A check that was broken off found nothing; the claim lapses, and another worker asks.
  if (reach.stop?.aborted) return false;
  const now = clock();
  await noteCheck(store, claimed, afterCheck(claimed, outcome, now), now, new Date(now.getTime() + HOST_RESTS_MS));
  return true;
}
