import type { Store } from '../store/database.ts';
import { replaceSetupLink, setupLinkIsOpen } from '../store/setup-links.ts';
import { fingerprint, newSecret } from './secrets.ts';

/** A new one-time link that makes the first admin; undefined once there is an admin. Earlier unused links die. */
export async function makeSetupLink(store: Store, baseUrl: string): Promise<string | undefined> {
  const secret = newSecret();
  if (!(await replaceSetupLink(store, fingerprint(secret)))) return undefined;
  const url = new URL('/setup', baseUrl);
  url.searchParams.set('key', secret);
  return url.toString();
}

/** Whether a key still opens the setup page. */
export function isOpenSetupKey(store: Store, key: string): Promise<boolean> {
  return setupLinkIsOpen(store, fingerprint(key));
}
