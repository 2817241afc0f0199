import type { Store } from '../../platform/database/database.ts';
import { type DueDelivery, noteDelivery, PAUSES, takeDueDeliveries } from '../store/webhooks.ts';
import { type SendOptions, sendWebhook } from './send-webhook.ts';
import { openedSecret, sealClearSecrets } from './webhook-secret.ts';

const AT_ONCE = 8;
const SHUT =
  'The secret of this webhook cannot be decrypted, because NEXTAUTH_SECRET has changed. Remove the webhook and add ' +
  'it again.';

/** Sends everything that is due, a few at once, and notes what came of each. Returns how many were tried. */
export async function deliverWebhooks(
  store: Store,
  options: SendOptions & { pauses?: readonly number[] },
): Promise<number> {
  const pauses = options.pauses ?? PAUSES;
  await sealClearSecrets(store);
  let tried = 0;
  for (;;) {
    const due = await takeDueDeliveries(store, AT_ONCE, pauses);
    await Promise.all(
      due.map(async (delivery) => noteDelivery(store, delivery, await send(delivery, options), pauses)),
    );
    tried += due.length;
    if (due.length < AT_ONCE) return tried;
  }
}

/** Sends one delivery, signed with its secret. Returns what went wrong. */
async function send(delivery: DueDelivery, options: SendOptions): Promise<string | undefined> {
  const secret = openedSecret(delivery);
  return secret === undefined ? SHUT : await sendWebhook({ ...delivery, secret }, options);
}
