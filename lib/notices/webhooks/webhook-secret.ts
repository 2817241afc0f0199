import { seal, unseal } from '../../people/sign-in/sealing.ts';
import type { Store } from '../../platform/database/database.ts';
import { clearSecrets, replaceSecret } from '../store/webhooks.ts';

/** What a secret of a webhook is bound to: moved to another address, it does not open. */
const boundTo = (url: string) => `webhook at ${url}`;

/** The secret of a webhook as it is stored. */
export function sealedSecret(secret: string, url: string): string {
  return `sealed:${seal(secret, boundTo(url))}`;
}

/**
 * The secret that was stored; undefined where it belongs to another address, or was sealed under another
 * NEXTAUTH_SECRET.
 */
export function openedSecret({ secret, url }: { secret: string; url: string }): string | undefined {
  return unseal(secret.slice('sealed:'.length), boundTo(url));
}

/** Seals the secrets that are there in clear: from a version that did not seal them, or from a backup of one. */
export async function sealClearSecrets(store: Store): Promise<void> {
  for (const { id, url, secret } of await clearSecrets(store))
    await replaceSecret(store, id, { now: secret, next: sealedSecret(secret, url) });
}
