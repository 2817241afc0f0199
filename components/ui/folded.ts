import { plainLetters } from '#lib/domain/plain-letters.ts';

/** A name as people look for it: without case, accents and blanks around it. */
export function folded(name: string): string {
  return plainLetters(name).trim();
}
