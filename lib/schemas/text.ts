import { z } from 'zod';
import { type Day, parseDay } from '../domain/day.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that are refused
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;

/** One line of text, trimmed: no line breaks or control characters, no half of a character pair. */
export function line(longest: number) {
  return z
    .string()
    .max(longest, { error: `is longer than ${longest} characters.` })
    .refine((text) => text.isWellFormed(), { error: 'holds a broken character. Type it again.' })
    .refine((text) => !CONTROL.test(text), { error: 'holds a line break or a control character. Write it in one line.' })
    .transform((text) => text.trim());
}

/** One line of text that is not empty. */
export function someLine(longest: number) {
  return line(longest).refine((text) => text.length > 0, { error: 'is empty.' });
}

/** A calendar date `YYYY-MM-DD` that exists. */
export const day = z
  .string()
  .refine((text) => parseDay(text) !== undefined, { error: 'is not a day that exists. Write it as YYYY-MM-DD.' })
  .transform((text) => text as Day);

/** An absolute web address. Kept exactly as it was written. */
export const webAddress = z
  .string()
  .max(2000, { error: 'is longer than 2000 characters.' })
  .refine((text) => text.isWellFormed() && !/[\s<>]|\]\(/.test(text) && !CONTROL.test(text), { error: 'holds a space or another character that an address cannot have.' })
  .refine((text) => /^https?:\/\/[^/]/i.test(text) && URL.canParse(text), { error: 'is not a web address. It has to begin with http:// or https://.' });

/** What somebody keeps as the key of a request, so that a repeated one is the same one. */
export const idempotencyKey = z.string().regex(/^[\x21-\x7e]{1,200}$/, { error: 'is not 1 to 200 visible characters without spaces.' });

/** The id of a row. */
export const id = z.int({ error: 'is not a number.' }).positive().max(2_147_483_647);
