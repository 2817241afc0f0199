import { createHash, randomBytes } from 'node:crypto';

/** 32 bytes of chance, in letters that an address and a header can carry. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a secret: its SHA-256 in hex. It is long enough to need no slow hash. */
export function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}
