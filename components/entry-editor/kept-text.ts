import type { EntryFields } from '#lib/schemas/entry.ts';

/** A form's text that was not saved, with the revision it was written over and what that said. */
export type KeptText = { at: string; revision: number | null; base: EntryFields; fields: EntryFields };

/** Where one person's unsaved text of one entry is kept in this browser. */
export function keptTextKey(person: number, entry: number | string): string {
  return `dateline:unsaved:${person}:${entry}`;
}

/** The text kept under a key; undefined where there is none, or none that can be read. */
export function readKeptText(key: string): KeptText | undefined {
  try {
    const found = JSON.parse(window.localStorage.getItem(key) ?? 'null') as KeptText | null;
    return found && typeof found.at === 'string' && Array.isArray(found.fields?.sources) && Array.isArray(found.base?.sources) ? found : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text. A browser that stores nothing (full, or told not to) is no reason to disturb the person who types. */
export function writeKeptText(key: string, text: KeptText): void {
  try {
    window.localStorage.setItem(key, JSON.stringify(text));
  } catch {
    // The text stays in the form.
  }
}

export function clearKeptText(key: string): void {
  try {
    window.localStorage.removeItem(key);
  } catch {
    // Nothing was stored either.
  }
}
