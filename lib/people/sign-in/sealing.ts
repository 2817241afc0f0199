import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { setting } from '../../platform/environment/environment.ts';

const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals a text with a key of this instance (HKDF-SHA-256 of NEXTAUTH_SECRET, then AES-256-GCM). `bound` says what it
 * belongs to: it opens with that very text only, so that nobody moves it to another row.
 */
export function seal(text: string, bound: string): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key(), nonce).setAAD(Buffer.from(bound));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/**
 * The text that was sealed; undefined where it was altered, bound to something else, or sealed under another
 * NEXTAUTH_SECRET.
 */
export function unseal(sealed: string, bound: string): string | undefined {
  try {
    const bytes = Buffer.from(sealed, 'base64url');
    // The last letter has bits that no byte takes: without this, some altered texts would open.
    if (bytes.toString('base64url') !== sealed) return undefined;
    const decipher = createDecipheriv(CIPHER, key(), bytes.subarray(0, NONCE_BYTES), {
      authTagLength: TAG_BYTES,
    }).setAAD(Buffer.from(bound));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch (error) {
    if (error instanceof NoSecret) throw error;
    return undefined;
  }
}

class NoSecret extends Error {}

function key(): Buffer {
  const secret = setting('NEXTAUTH_SECRET');
  if (!secret) throw new NoSecret('NEXTAUTH_SECRET is not set.');
  return Buffer.from(hkdfSync('sha256', secret, '', 'dateline sealing', 32));
}
