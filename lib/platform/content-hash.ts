import { hash } from 'node:crypto';
import { canonical } from '../kernel/revision/canonical.ts';
import type { RevisionText } from '../kernel/revision/text.ts';

/**
 * SHA-256, in hex, of a text's one canonical form: what an approval is bound to. The edition in which a page came in is
 * no part of what it says.
 */
export function contentHash(text: RevisionText): string {
  const { edition: _, ...kept } = text.kept;
  return sha256(canonical({ ...text, kept }));
}

/**
 * The content hash of a text beside stored ones: the one that is stored where the text says the same, for what was
 * stored while the edition counted has another one.
 */
export function hashBeside(
  text: RevisionText,
  stored: readonly ({ hash: string; text: RevisionText } | undefined)[],
): string {
  const hash = contentHash(text);
  return stored.find((one) => one && contentHash(one.text) === hash)?.hash ?? hash;
}

/** The hash of an order that a day could have: what the approval of one is bound to. */
export function orderHash(day: string, places: readonly string[]): string {
  return sha256(JSON.stringify([day, places]));
}

/** SHA-256 of bytes or of a text's UTF-8, in hex. */
export function sha256(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}
