import { isSmallFix } from '../../../kernel/revision/small-fix.ts';
import type { Store } from '../../../platform/database/database.ts';
import { readUnsized, writeSizes } from '../store/proposal-sizes.ts';

const BATCH = 200;

/**
 * Looks at what came into review, or changed there, since the last time, and remembers which are small fixes. Costs
 * nothing where nothing did.
 */
export async function sizeProposals(store: Store): Promise<void> {
  for (;;) {
    const unsized = await readUnsized(store, BATCH);
    await writeSizes(
      store,
      unsized.map((one) => ({ ...one, isSmall: one.base !== undefined && isSmallFix(one.base, one.text) })),
    );
    if (unsized.length < BATCH) return;
  }
}
