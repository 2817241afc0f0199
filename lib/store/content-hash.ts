import { hash } from 'node:crypto';
import { canonical } from '../domain/revision/canonical.ts';
import type { RevisionText } from '../domain/revision/text.ts';

/** SHA-256, in hex, of a text's one canonical form: what an approval is bound to. */
export function contentHash(text: RevisionText): string {
  return sha256(canonical(text));
}

/** SHA-256 of bytes or of a text's UTF-8, in hex. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}
