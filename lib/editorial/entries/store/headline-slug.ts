import anyAscii from 'any-ascii';
import { slugOf } from '../../../kernel/slug.ts';

/** The slug that a new entry's headline gives, in whatever script it is written. */
export function headlineSlug(headline: string): string {
  return slugOf(headline, anyAscii);
}
