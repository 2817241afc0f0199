import type { Store } from '../store/database.ts';
import { noteDelivery, PAUSES, takeDueDeliveries } from '../store/webhooks.ts';
import { type SendOptions, sendWebhook } from './send-webhook.ts';

const AT_ONCE = 8;

/** Sends everything that is due, a few at once, and notes what came of each. Returns how many were tried. */
export async function deliverWebhooks(store: Store, options: SendOptions & { pauses?: readonly number[] }): Promise<number> {
  const pauses = options.pauses ?? PAUSES;
  let tried = 0;
  for (;;) {
    const due = await takeDueDeliveries(store, AT_ONCE, pauses);
    await Promise.all(due.map(async (delivery) => noteDelivery(store, delivery, await sendWebhook(delivery, options), pauses)));
    tried += due.length;
    if (due.length < AT_ONCE) return tried;
  }
}
