import type { Store } from '../../platform/database/database.ts';
import { replaceSetupLink, setupLinkIsOpen } from '../store/setup-links.ts';
import { fingerprint, newSecret } from './secrets.ts';

/**
 * A new one-time link that makes the first admin; undefined once there is an admin. Earlier unused links die. Its key
 * is behind the #, which no browser sends to a server or names as where it came from.
 */
export async function makeSetupLink(store: Store, baseUrl: string): Promise<string | undefined> {
  const secret = newSecret();
  if (!(await replaceSetupLink(store, fingerprint(secret)))) return undefined;
  const url = new URL('/setup', baseUrl);
  url.hash = secret;
  return url.toString();
}

/** Whether a key still makes the first admin. */
export function isOpenSetupKey(store: Store, key: string): Promise<boolean> {
  return setupLinkIsOpen(store, fingerprint(key));
}
