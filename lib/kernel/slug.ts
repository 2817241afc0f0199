import type { Day } from './day.ts';
import { dayName } from './day-names.ts';
import { isDeviceName } from './device-names.ts';
import { withoutMarks } from './folding.ts';
import type { EntryId } from './ids.ts';

/** The longest slug that a headline gives or somebody chooses, before a clash adds its number (layout, "Paths"). */
const LONGEST_SLUG = 140;

/** What a headline gives that has no letter, digit or named sign. */
const UNTITLED = 'untitled';

/** Names that pages of the layout have; those of devices are no file's either. */
const TAKEN = new Set(['index', 'readme']);

/**
 * Letters of any script, and signs, in letters of ASCII. It comes from a package with a large table, which the editor
 * loads only when it is needed.
 */
export type ToAscii = (text: string) => string;

/** A slug that another entry has, had or waits for on its day, and the next one that is free. */
export type TakenSlug = { slug: string; day: Day; by: { entry: EntryId; title: string }; free: string };

/** The slug that a new entry's headline gives, before clashes within the day are settled. */
export function slugOf(headline: string, toAscii: ToAscii): string {
  return slugFrom(headline, toAscii) || UNTITLED;
}

/** What a typed text says as a slug; empty where it has no letter, digit or named sign. */
export function slugFrom(typed: string, toAscii: ToAscii): string {
  const words = toAscii(withoutMarks(typed))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words.slice(0, LONGEST_SLUG).replace(/-+$/, '');
}

/** What stands in the way of a slug that somebody chose: the same as headlines give, and no other, is one. */
export function slugProblem(slug: string): string | undefined {
  if (slug.length > LONGEST_SLUG) return `is ${slug.length} characters long; the maximum is ${LONGEST_SLUG}.`;
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(slug))
    return `can contain the letters a to z, digits, and single hyphens between them.${exampleOf(slug)}`;
  if (TAKEN.has(slug)) return `is reserved for another file of each day (“${slug}”). Add a word.`;
  return isDeviceName(slug) ? `is a device name on some systems (“${slug}”). Add a word.` : undefined;
}

function exampleOf(slug: string): string {
  const example = slugFrom(slug, (text) => text);
  return example && slugProblem(example) === undefined ? ` Write “${example}”.` : '';
}

/** What an editor is told of an address that says nothing of its entry. */
export function slugNote(slug: string): string | undefined {
  if (slug === UNTITLED) return 'The headline has no letters to make an address from. Enter an address.';
  return /^[\d-]+$/.test(slug)
    ? `The headline gives only digits for the address (“${slug}”). Enter an address that says what happened.`
    : undefined;
}

/** Why a chosen slug cannot be had, and what to do. */
export function takenWords({ day, by, free }: TakenSlug): string {
  return `is taken on ${dayName(day)} by “${by.title}” (entry ${by.entry}). Choose another, such as “${free}”.`;
}

/** Why the slug of an entry that has a path is not changed. */
export function fixedSlugWords(path: string): string {
  return `can no longer change: the entry has the address ${path}. Leave the field out, or send it unchanged.`;
}

/** Whether a headline says its slug without being written in other letters first. */
export function isPlainHeadline(headline: string): boolean {
  return /^[\x20-\x7e]*$/.test(withoutMarks(headline));
}

/** The first free slug among `base`, `base-2`, `base-3` and so on. */
export function freeSlug(base: string, isTaken: (slug: string) => boolean): string {
  const free = (slug: string) => !TAKEN.has(slug) && !isDeviceName(slug) && !isTaken(slug);
  if (free(base)) return base;
  for (let n = 2; ; n += 1) {
    if (free(`${base}-${n}`)) return `${base}-${n}`;
  }
}
