import { keepUnsent, readUnsent, unsentKey } from './unsent-words.ts';

/** Where text fields of a form are kept until they are sent, each under a place of its own. */
export type DraftKeys<Fields> = { readonly [Name in keyof Fields & string]?: string };

/**
 * Keeps text fields of a form in this browser, from the first letter on: closing the form, leaving the page or losing
 * the browser does not lose them. `begin` is what an untouched form holds.
 */
export function keptFields<Fields extends object>(person: number, begin: Fields, places: DraftKeys<Fields>) {
  const named = Object.entries<string | undefined>({ ...places });
  const keys = new Map(named.flatMap(([name, place]) => (place ? [[name, unsentKey(person, place)] as const] : [])));
  const untouched = new Map<string, unknown>(Object.entries(begin));
  const found = [...keys].flatMap(([name, key]) => {
    const words = readUnsent(key);
    return words === undefined ? [] : [[name, words] as const];
  });
  return {
    /** What the form begins with: what was kept, over what an untouched form holds. */
    first: { ...begin, ...Object.fromEntries(found) },
    keep(name: string | undefined, words: unknown) {
      const key = name === undefined ? undefined : keys.get(name);
      if (key !== undefined && typeof words === 'string')
        keepUnsent(key, words === untouched.get(name ?? '') ? '' : words);
    },
    /** Once they were sent. */
    forget() {
      for (const key of keys.values()) keepUnsent(key, '');
    },
  };
}
