import { type ClearedRows, clearAway } from '../admin/health/housekeeping.ts';
import { clearDeliveries } from '../notices/store/webhooks.ts';
import type { Store } from '../platform/database/database.ts';

/** Clears away what nobody needs any more. */
export async function housekeeping(store: Store): Promise<ClearedRows & { deliveries: number }> {
  return { ...(await clearAway(store)), deliveries: await clearDeliveries(store) };
}
