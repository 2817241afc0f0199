import type { ChangeEvent } from 'react';
import { asOneLine } from '#lib/kernel/text/line.ts';

/**
 * What a field of one line holds after a change. Line breaks that came another way than by a paste become spaces, and
 * the caret stays where it is.
 */
export function oneLineValue({ currentTarget: field }: ChangeEvent<HTMLTextAreaElement>): string {
  const { value, selectionStart } = field;
  const clean = asOneLine(value);
  if (clean === value) return value;
  const caret = asOneLine(value.slice(0, selectionStart)).length;
  field.value = clean;
  field.setSelectionRange(caret, caret);
  return clean;
}
