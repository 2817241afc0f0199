import type { Store } from '../store/database.ts';
import { type Cleared, clearAway } from '../store/housekeeping.ts';
import { clearDeliveries } from '../store/webhooks.ts';

/** Clears away what nobody needs any more. */
export async function housekeeping(store: Store): Promise<Cleared & { deliveries: number }> {
  return { ...(await clearAway(store)), deliveries: await clearDeliveries(store) };
}
