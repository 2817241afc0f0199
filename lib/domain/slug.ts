/** The longest slug that a headline gives, before a clash adds its number (layout, "Paths"). */
const LONGEST_SLUG = 140;

const TAKEN = new Set(['index', 'readme']);
const MARKS = /\p{M}+/gu;

/** The slug that a new event's headline gives, before clashes within the day are settled. */
export function slugOf(headline: string): string {
  const words = headline
    .normalize('NFKD')
    .replace(MARKS, '')
    .toLowerCase()
    .replace(MARKS, '') // lower case can bring a mark back: capital I with a dot
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words.slice(0, LONGEST_SLUG).replace(/-+$/, '') || 'untitled';
}

/** The first free slug among `base`, `base-2`, `base-3` and so on. */
export function freeSlug(base: string, isTaken: (slug: string) => boolean): string {
  const free = (slug: string) => !TAKEN.has(slug) && !isTaken(slug);
  if (free(base)) return base;
  for (let n = 2; ; n += 1) {
    if (free(`${base}-${n}`)) return `${base}-${n}`;
  }
}
