import { keyOfPhrase } from './grams.ts';

/** How a name is spoken: whole, without what is in parentheses, up to its comma, or up to "of" or "in". */
export type SpokenForm = 'whole' | 'bare' | 'before-comma' | 'head';

/** A way to speak a name, by its key. */
export type SpokenName = { key: number; form: SpokenForm };

const SHORTEST_HEAD = 5;

/**
 * The ways in which texts may speak a context's name: "Georgia (country)" as Georgia, "Attica, New York" as Attica,
 * "Governor of Iowa" as governor.
 */
export function spokenForms(name: string): SpokenName[] {
  const bare = name.replace(/\s*\([^)]*\)$/u, '');
  const heads = [' of ', ' in '].flatMap((link) => bare.split(link).slice(0, -1).slice(0, 1));
  const phrases: [string, SpokenForm][] = [
    [name, 'whole'],
    [bare, 'bare'],
    [bare.split(', ')[0] ?? '', 'before-comma'],
    ...heads.filter((head) => head.length >= SHORTEST_HEAD).map((head): [string, SpokenForm] => [head, 'head']),
  ];
  const forms = new Map<number, SpokenName>();
  for (const [phrase, form] of phrases) {
    const key = keyOfPhrase(phrase);
    if (key !== undefined && !forms.has(key)) forms.set(key, { key, form });
  }
  return [...forms.values()];
}
