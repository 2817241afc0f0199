import type { Store } from '../store/database.ts';
import { type Cleared, clearAway } from '../store/housekeeping.ts';

/** Clears away what nobody needs any more. */
export function housekeeping(store: Store): Promise<Cleared> {
  return clearAway(store);
}
