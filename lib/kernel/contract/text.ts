import { z } from 'zod';
import { dayFrom, parseDay } from '../day.ts';
import { hasUnseen, isBlank } from '../folding.ts';
import { holdsControl } from '../text/line.ts';

/** One line of text, trimmed: no line breaks or control characters, no half of a character pair. */
export function line(longest: number) {
  return z
    .string()
    .max(longest, { error: `is longer than ${longest} characters.` })
    .refine((text) => text.isWellFormed(), { error: 'contains a broken character. Type it again.' })
    .refine((text) => !holdsControl(text), {
      error: 'contains a line break or a control character. Write it on one line.',
    })
    .transform((text) => text.trim());
}

/**
 * A field of an entry: nothing but a line that can be stored. What it may say is asked where it is written
 * (layout/checked-text.ts), since words that an import brought stay as they are.
 */
export const anyLine = z
  .string()
  .refine((text) => text.isWellFormed() && !text.includes('\0'), {
    error: 'contains a broken character. Type it again.',
  })
  .refine((text) => !text.includes('\n'), {
    error: 'contains a line break or a control character. Write it on one line.',
  });

/** The same, trimmed. */
export const storedLine = anyLine.transform((text) => text.trim());

/** One line of text of which a reader sees something. */
export function someLine(longest: number) {
  return line(longest).refine((text) => !isBlank(text), { error: 'is empty.' });
}

/** A calendar date `YYYY-MM-DD` that exists. */
export const day = z
  .string()
  .refine((text) => parseDay(text) !== undefined, { error: 'is not a valid day. Use YYYY-MM-DD.' })
  .transform(dayFrom)
  .meta({ format: 'date' });

/** An absolute web address. Kept exactly as it was written. */
export const webAddress = z
  .string()
  .max(2000, { error: 'is longer than 2000 characters.' })
  .refine((text) => !hasUnseen(text), {
    error: 'contains an invisible character. Type the address again, or paste it without formatting.',
  })
  .refine((text) => text.isWellFormed() && !/[\s<>]|\]\(/.test(text) && !holdsControl(text), {
    error: 'contains a space or another character that is not valid in an address.',
  })
  .refine((text) => /^https?:\/\/[^/]/i.test(text) && URL.canParse(text), {
    error: 'is not a web address. It must begin with http:// or https://.',
  });

/** What somebody keeps as the key of a request, so that a repeated one is the same one. */
export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, { error: 'must be 1 to 200 visible characters without spaces.' });

/** The id of a row. */
export const id = z.int({ error: 'is not a number.' }).positive().max(2_147_483_647);
